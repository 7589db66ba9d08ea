/**
 * Puts an entry into a map as its newest, and keeps the map from ever holding more than `capacity`
 * entries: the one put in longest ago makes room.
 */
export function putNewest<Key, Value>(
	map: Map<Key, Value>,
	key: Key,
	value: Value,
	capacity: number,
): void {
	map.delete(key);
	map.set(key, value);
	const [oldest] = map.keys();
	if (map.size > capacity && oldest !== undefined) map.delete(oldest);
}

/** Memoizes `make` for the last `capacity` arguments that it was called with. */
export function memoize<Argument, Value>(
	capacity: number,
	make: (argument: Argument) => Value,
): (argument: Argument) => Value {
	const made = new Map<Argument, Value>();
	return (argument) => {
		const known = made.get(argument);
		if (known !== undefined) return known;
		const value = make(argument);
		putNewest(made, argument, value, capacity);
		return value;
	};
}
