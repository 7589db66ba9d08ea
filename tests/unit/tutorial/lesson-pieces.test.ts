import { afterEach, expect, test, vi } from 'vitest';
import { anyOrigin, cut, lessonMark, lessonsFile } from '../../../src/tutorial/prerendered';

const read = vi.hoisted(() => vi.fn<(address: string) => Promise<Response>>());
vi.mock('cloudflare:workers', () => ({ env: { ASSETS: { fetch: read } } }));

/** Loads the module anew, as a new isolate does. */
async function newIsolate() {
	vi.stubEnv('DEV', false);
	vi.resetModules();
	return import('../../../src/tutorial/lesson-pieces');
}
afterEach(() => {
	vi.unstubAllEnvs();
	read.mockReset();
});

const lessons = `unused${cut}${lessonMark}<h3>${anyOrigin}/x</h3>${lessonMark}${cut}end`;
const decode = (pieces: readonly Uint8Array[]) =>
	pieces.map((piece) => new TextDecoder().decode(piece));

test('the file of the lessons is read once in an isolate, whatever the origin and the lesson', async () => {
	read.mockImplementation(async () => new Response(lessons));
	const { lessonAlone, lessonPieces } = await newIsolate();
	for (const origin of ['https://a.example', 'https://b.example', 'https://a.example']) {
		expect(decode(await lessonPieces(origin))).toEqual([`<h3>${origin}/x</h3>`, 'end']);
		expect(await lessonAlone(origin, 1)).toEqual([`<h2>${origin}/x</h2>`]);
	}
	expect(read.mock.calls).toEqual([[`https://a.example${lessonsFile}`]]);
});

test('lessons that could not be read are read again by the next request', async () => {
	const { lessonPieces } = await newIsolate();
	read.mockResolvedValueOnce(new Response('not found', { status: 404 }));
	await expect(lessonPieces('https://a.example')).rejects.toThrow(/404 .*prerendered\.txt/);
	read.mockRejectedValueOnce(new Error('no static files'));
	await expect(lessonPieces('https://a.example')).rejects.toThrow('no static files');
	read.mockResolvedValueOnce(new Response(lessons));
	expect(await lessonPieces('https://a.example')).toHaveLength(2);
});
