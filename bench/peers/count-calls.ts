import { DurableObject as Base } from 'cloudflare:workers';

/** What all objects of one class did together. */
export interface Totals {
	/** Calls of any method from outside, alarms and socket events included. */
	calls: number;
	/** Rows that SQLite inserted, updated or deleted. */
	rows: number;
}

type Instance = { readonly ctx: DurableObjectState };

let isCounting = false;

/**
 * Makes the public methods of classes count their calls and the rows they write.
 *
 * @returns a handler that answers with the totals of each class, by its name; the first request to
 *   it begins the count, so that a measurement before it is not slowed down
 */
export function countCalls(classes: Readonly<Record<string, { readonly prototype: object }>>) {
	const totals = Object.entries(classes).map(
		([name, { prototype }]) => [name, wrap(prototype)] as const,
	);
	return {
		fetch() {
			isCounting = true;
			return Response.json(Object.fromEntries(totals));
		},
	} satisfies ExportedHandler;
}

function wrap(prototype: object): Totals {
	const totals: Totals = { calls: 0, rows: 0 };
	const changesByObject = new WeakMap<object, number>();

	/** Adds the rows that an object has written since it was last looked at. */
	function addRows(object: Instance): void {
		const { sql } = object.ctx.storage;
		const { changes } = sql.exec<{ changes: number }>('SELECT total_changes() AS changes').one();
		totals.rows += changes - (changesByObject.get(object) ?? changes);
		changesByObject.set(object, changes);
	}

	// Methods of a class that it extends are called like its own.
	const own = [prototype, Object.getPrototypeOf(prototype)].filter((of) => of !== Base.prototype);
	for (const name of new Set(own.flatMap(Object.getOwnPropertyNames))) {
		const method: unknown = Reflect.get(prototype, name);
		if (name === 'constructor' || typeof method !== 'function') continue;
		Object.defineProperty(prototype, name, {
			value(this: Instance, ...parameters: unknown[]): unknown {
				if (!isCounting) return Reflect.apply(method, this, parameters);
				totals.calls += 1;
				addRows(this);
				const result: unknown = Reflect.apply(method, this, parameters);
				if (result instanceof Promise) return result.finally(() => addRows(this));
				addRows(this);
				return result;
			},
		});
	}
	return totals;
}
