/** Which counters are spread over several objects, and over how many. */
export interface ShardPolicy {
	/** The names of the counters that are written too often for one object. */
	readonly hot: ReadonlySet<string>;
	/** Over how many objects each of them is spread, at least 1. */
	readonly shards: number;
}

/**
 * Chooses the shard that takes a write.
 *
 * @param random a number from 0 up to 1
 * @returns the shard's name, in which {@link counterNameOf} finds the counter's; `undefined` if the counter
 *   is not hot
 */
export function chooseShard(
	name: string,
	{ hot, shards }: ShardPolicy,
	random: number,
): string | undefined {
	return hot.has(name) ? `${name}/${Math.floor(random * shards)}` : undefined;
}

/** The name of the counter that a shard belongs to; no name holds a slash. */
export function counterNameOf(shard: string): string {
	return shard.slice(0, shard.lastIndexOf('/'));
}
