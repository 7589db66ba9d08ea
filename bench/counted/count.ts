/** What was asked of the objects of one Worker, all of them together. */
export interface Totals {
	/** Calls of any method that came from outside, alarms and sockets included. */
	calls: number;
	/** Rows that SQLite inserted, updated or deleted. */
	rows: number;
}

export const totals: Totals = { calls: 0, rows: 0 };

interface Instance {
	readonly ctx: DurableObjectState;
}

/** Makes every public method of a class count its calls and the rows they wrote. */
export function count(objects: { readonly prototype: object }): void {
	const rowsByObject = new WeakMap<object, number>();

	function settle(object: Instance): void {
		const { changes } = object.ctx.storage.sql
			.exec<{ changes: number }>('SELECT total_changes() AS changes')
			.one();
		totals.rows += changes - (rowsByObject.get(object) ?? 0);
		rowsByObject.set(object, changes);
	}

	for (const name of Object.getOwnPropertyNames(objects.prototype)) {
		const method: unknown = Reflect.get(objects.prototype, name);
		if (name === 'constructor' || typeof method !== 'function') continue;
		Object.defineProperty(objects.prototype, name, {
			value(this: Instance, ...parameters: unknown[]): unknown {
				totals.calls += 1;
				const result: unknown = Reflect.apply(method, this, parameters);
				if (!(result instanceof Promise)) {
					settle(this);
					return result;
				}
				return result.finally(() => settle(this));
			},
		});
	}
}

/** Tells the totals so far. */
export const totalsHandler = { fetch: () => Response.json(totals) } satisfies ExportedHandler;
