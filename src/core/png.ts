/** A picture of up to 256 colours. */
export interface IndexedPicture {
	/** Pixels, at least 1. */
	readonly width: number;
	/** Pixels, at least 1. */
	readonly height: number;
	/** Each colour as 0xRRGGBB. */
	readonly palette: readonly number[];
	/** One index into the palette a pixel, row after row. */
	readonly pixels: Uint8Array;
}

/** Encodes a picture as PNG (W3C PNG, third edition): 8-bit indexed colour, no filters. */
export async function encodePng(picture: IndexedPicture): Promise<Uint8Array<ArrayBuffer>> {
	const { width, height, palette } = picture;
	const header = new Uint8Array(13);
	const view = new DataView(header.buffer);
	view.setUint32(0, width);
	view.setUint32(4, height);
	// Bit depth 8, colour type 3 (indexed); compression, filter and interlace methods are 0.
	header.set([8, 3], 8);

	return concatenate([
		Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
		chunk('IHDR', header),
		chunk('PLTE', Uint8Array.from(palette.flatMap((rgb) => [rgb >> 16, rgb >> 8, rgb]))),
		chunk('IDAT', await deflate(scanlines(picture))),
		chunk('IEND', new Uint8Array()),
	]);
}

/** Puts the filter byte 0 before each row. */
function scanlines({ width, height, pixels }: IndexedPicture): Uint8Array<ArrayBuffer> {
	const lines = new Uint8Array((width + 1) * height);
	for (let row = 0; row < height; row++) {
		lines.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
	}
	return lines;
}

async function deflate(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
	// "deflate" is the zlib format (RFC 1950), which PNG asks for.
	const stream = new Blob([data]).stream().pipeThrough(new CompressionStream('deflate'));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Length, type, data and the check over the last two. */
function chunk(type: string, data: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(data.length + 12);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, data.length);
	bytes.set(new TextEncoder().encode(type), 4);
	bytes.set(data, 8);
	view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
	return bytes;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
	let crc = index;
	for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	return crc;
});

/** The cyclic redundancy code of ISO 3309, as PNG defines it. */
function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
	return (crc ^ 0xffffffff) >>> 0;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let offset = 0;
	for (const part of parts) {
		bytes.set(part, offset);
		offset += part.length;
	}
	return bytes;
}
