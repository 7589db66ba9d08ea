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
