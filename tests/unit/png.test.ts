import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodePng } from '../../src/core/png';

interface Chunk {
	readonly type: string;
	readonly data: Buffer;
}

/** Reads the chunks of a PNG, and checks their check sums with another implementation. */
function chunksOf(bytes: Uint8Array): readonly Chunk[] {
	const buffer = Buffer.from(bytes);
	expect(buffer.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
	const chunks: Chunk[] = [];
	for (let at = 8; at < buffer.length;) {
		const end = at + 8 + buffer.readUInt32BE(at);
		expect(buffer.readUInt32BE(end)).toBe(crc32(buffer.subarray(at + 4, end)));
		chunks.push({
			type: buffer.toString('latin1', at + 4, at + 8),
			data: buffer.subarray(at + 8, end),
		});
		at = end + 4;
	}
	return chunks;
}

test('a picture can be decoded again', async () => {
	const pixels = Uint8Array.of(0, 1, 2, 2, 1, 0);
	const chunks = chunksOf(
		await encodePng({ width: 3, height: 2, palette: [0x102030, 0xffffff, 0xff0000], pixels }),
	);
	expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
	const [header, palette, data] = chunks.map(({ data }) => data);
	expect(header).toEqual(Buffer.from([0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0]));
	expect(palette).toEqual(Buffer.from([0x10, 0x20, 0x30, 0xff, 0xff, 0xff, 0xff, 0, 0]));
	expect(inflateSync(data ?? Buffer.of())).toEqual(Buffer.from([0, 0, 1, 2, 0, 2, 1, 0]));
});
