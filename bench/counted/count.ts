/** What was asked of all objects of one class together. */
export interface Totals {
	/** Calls of any method that came from outside, alarms and sockets included. */
	readonly calls: number;
	/** Rows that SQLite inserted, updated or deleted. */
	readonly rowsWritten: number;
	/** Rows that SQL looked at, and values that were asked for by their key. */
	readonly rowsRead: number;
}

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

/** The totals of each class, by its name. */
const totals: Record<string, Totals> = {};

type Cursor = SqlStorageCursor<Record<string, SqlStorageValue>>;

interface Instance {
	readonly ctx: DurableObjectState;
}

/**
 * Makes every public method of a class count its calls and the rows they read and wrote. What an
 * object reads in its constructor, when it wakes, is not counted.
 */
export function count(className: string, objects: { readonly prototype: object }): void {
	const own: Mutable<Totals> = { calls: 0, rowsWritten: 0, rowsRead: 0 };
	totals[className] = own;
	const settleByObject = new WeakMap<object, () => void>();

	function watch({ ctx }: Instance): () => void {
		const { sql } = ctx.storage;
		const query = sql.exec.bind(sql) as typeof sql.exec;
		const cursors = watchReads(ctx.storage, own);
		let before = 0;
		return () => {
			const { changes } = query<{ changes: number }>('SELECT total_changes() AS changes').one();
			own.rowsWritten += changes - before;
			before = changes;
			for (const { rowsRead } of cursors.splice(0)) own.rowsRead += rowsRead;
		};
	}

	for (const name of Object.getOwnPropertyNames(objects.prototype)) {
		const method: unknown = Reflect.get(objects.prototype, name);
		if (name === 'constructor' || typeof method !== 'function') continue;
		Object.defineProperty(objects.prototype, name, {
			value(this: Instance, ...parameters: unknown[]): unknown {
				own.calls += 1;
				const settle = settleByObject.get(this) ?? watch(this);
				settleByObject.set(this, settle);
				const result: unknown = Reflect.apply(method, this, parameters);
				if (!(result instanceof Promise)) {
					settle();
					return result;
				}
				return result.finally(settle);
			},
		});
	}
}

/**
 * Counts each value that is read by its key as one row, as it is billed.
 *
 * @returns the cursors of all queries, which know how many rows they have read
 */
function watchReads(storage: DurableObjectStorage, own: Mutable<Totals>): Cursor[] {
	const cursors: Cursor[] = [];
	for (const holder of [storage, storage.kv]) {
		const get = Reflect.get(holder, 'get') as (key: string) => unknown;
		Object.defineProperty(holder, 'get', {
			value(key: string): unknown {
				own.rowsRead += 1;
				return get.call(holder, key);
			},
		});
	}
	const { sql } = storage;
	const exec = sql.exec.bind(sql) as (...parameters: unknown[]) => Cursor;
	Object.defineProperty(sql, 'exec', {
		value(...parameters: unknown[]): Cursor {
			const cursor = exec(...parameters);
			cursors.push(cursor);
			return cursor;
		},
	});
	return cursors;
}

/** Tells the totals so far. */
export const totalsHandler = { fetch: () => Response.json(totals) } satisfies ExportedHandler;
