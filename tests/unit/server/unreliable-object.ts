import { callObject, type Clock } from '../../../src/server/call';

/** An object whose first calls fail with the given errors, and the later ones succeed. */
export function unreliableObject(failures: readonly unknown[]) {
	const stubs: object[] = [];
	const called: object[] = [];
	return {
		/** Every stub that was made, in order. */
		stubs,
		/** Every stub that was called, in order. */
		called,
		stub(): object {
			const stub = {};
			stubs.push(stub);
			return stub;
		},
		async call(stub: object): Promise<string> {
			called.push(stub);
			if (called.length <= failures.length) throw failures[called.length - 1];
			return `answer ${called.length}`;
		},
	};
}

/** A clock that does not wait, but notes the milliseconds it was asked for; it shows 18:00 UTC. */
export function fakeClock(randoms: readonly number[] = []): Clock & { readonly slept: number[] } {
	const slept: number[] = [];
	const left = [...randoms];
	return {
		slept,
		now: () => Date.UTC(2026, 10, 26, 18),
		random: () => left.shift() ?? 0.5,
		sleep: async (milliseconds) => {
			slept.push(milliseconds);
		},
		withTimeout: async (answer) => answer,
	};
}

/** An error as the runtime throws it, with the given marks. */
export function failure(marks: Readonly<Record<string, boolean>>): Error {
	return Object.assign(new Error('internal error; reference = secret'), marks);
}

/** Calls an object, on a clock that does not wait. */
export function call(
	object: ReturnType<typeof unreliableObject>,
	repeatable: boolean,
	clock: Clock,
) {
	return callObject(
		() => object.stub(),
		(stub) => object.call(stub),
		repeatable,
		clock,
	);
}
