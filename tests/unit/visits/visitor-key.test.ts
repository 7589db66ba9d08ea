import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseKey } from '../../../src/core/contract/idempotency';
import {
	importSalt,
	saltLength,
	type Visitor,
	visitorKey,
} from '../../../src/core/visits/visitor-key';

const visitor: Visitor = {
	counter: '0123456789abcdef'.repeat(4),
	client: '192.0.2.1',
	agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
};

const anySalt = fc.uint8Array({ minLength: saltLength, maxLength: saltLength });
/** Texts of few characters, among them those that a careless separator would be. */
const anyText = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\\', '\0'), maxLength: 6 });
const anyVisitor: fc.Arbitrary<Visitor> = fc.record({
	counter: anyText,
	client: anyText,
	agent: anyText,
});

async function keyWith(salt: Uint8Array, of: Visitor): Promise<string> {
	return visitorKey(await importSalt(new Uint8Array(salt)), of);
}

test('a visitor’s key is the first 128 bits of HMAC-SHA-256', async () => {
	const salt = new Uint8Array(saltLength).fill(7);
	const { counter, client, agent } = visitor;
	const code = createHmac('sha256', salt)
		.update(JSON.stringify([counter, client, agent]))
		.digest();
	expect(await keyWith(salt, visitor)).toBe(`visit ${code.subarray(0, 16).toString('base64')}`);
});

test('a visitor has the same key all day, and another one with each other salt, counter, address or browser', async () => {
	const salt = new Uint8Array(saltLength).fill(7);
	const key = await keyWith(salt, visitor);
	expect(await keyWith(salt, { ...visitor })).toBe(key);
	const others = [
		keyWith(new Uint8Array(saltLength).fill(8), visitor),
		keyWith(salt, { ...visitor, counter: 'fedcba9876543210'.repeat(4) }),
		keyWith(salt, { ...visitor, client: '192.0.2.2' }),
		keyWith(salt, { ...visitor, agent: '' }),
	];
	expect(new Set([key, ...(await Promise.all(others))]).size).toBe(5);
});

test('two visitors have one key only if they are the same, wherever their texts are cut', async () => {
	await fc.assert(
		fc.asyncProperty(anySalt, anyVisitor, anyVisitor, async (salt, one, other) => {
			const same = JSON.stringify(one) === JSON.stringify(other);
			expect((await keyWith(salt, one)) === (await keyWith(salt, other))).toBe(same);
		}),
	);
});

test('no characters of one part can pass into the next', async () => {
	await fc.assert(
		fc.asyncProperty(anySalt, anyVisitor, fc.nat(18), fc.nat(18), async (salt, one, a, b) => {
			const text = one.counter + one.client + one.agent;
			const [first, second] = [Math.min(a, b), Math.max(a, b)];
			const other = {
				counter: text.slice(0, first),
				client: text.slice(first, second),
				agent: text.slice(second),
			};
			const same = JSON.stringify(one) === JSON.stringify(other);
			expect((await keyWith(salt, one)) === (await keyWith(salt, other))).toBe(same);
		}),
	);
});

test('no client can send a visitor’s key as its own', async () => {
	await fc.assert(
		fc.asyncProperty(anySalt, anyVisitor, async (salt, one) => {
			const key = await keyWith(salt, one);
			expect(parseKey(key)).toBeUndefined();
			expect(parseKey(`"${key}"`)).toBeUndefined();
		}),
	);
	fc.assert(
		fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (header) => {
			expect(parseKey(header) ?? '').not.toContain(' ');
		}),
	);
});
