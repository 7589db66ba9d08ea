import { siteNames } from '../../core/contract/paths';
import type { IdempotencyKey } from '../../core/contract/idempotency';
import { type CounterName, isObjectId } from '../../core/contract/name';
import { type Creation, creationFingerprint } from '../../core/contract/owner-body';
import { isProblem, type Problem } from '../../core/contract/problem';
import { callObject } from '../call';
import { counter, newCounterId } from '../objects';
import { openReceipt } from './receipts';
import { deriveToken, generateSeed, generateToken, hash, type OwnerToken } from './token';

/** A counter that was made. */
export interface Made {
	/** Its name or its id. */
	readonly address: CounterName;
	/** The value that it started at. */
	readonly value: number;
	/** The token of its owner; absent if it has none. */
	readonly token?: OwnerToken;
	/** Whether an earlier request with the same key had made it. */
	readonly isReplayed: boolean;
}

/**
 * Makes a counter.
 *
 * @param creation absent for a private counter without an owner, for which no object is called
 */
export async function make(creation: Creation | undefined): Promise<Made | Problem> {
	if (!creation) return { address: newCounterId(), value: 0, isReplayed: false };
	const { name: address = newCounterId(), value } = creation;
	const token = generateToken();
	const refused = await store(address, creation, token);
	return refused ?? { address, value, token, isReplayed: false };
}

// #region make-once
/**
 * Makes a counter, unless a request with the same key did so within the last hour: then the answer is the
 * same, the token included. The comment of `Receipt` says why the order of the calls matters.
 */
export async function makeOnce(
	creation: Creation | undefined,
	key: IdempotencyKey,
): Promise<Made | Problem> {
	const receipt = await openReceipt(key);
	const promised = await receipt.promise({
		request: await hash(creationFingerprint(creation)),
		address: creation?.name ?? newCounterId(),
		value: creation?.value ?? 0,
		...(creation && { seed: generateSeed() }),
	});
	if (isProblem(promised)) return promised;
	const { value, seed, isMade } = promised;
	const address = promised.address as CounterName;
	if (!creation || seed === undefined) return { address, value, isReplayed: isMade };

	const token = await deriveToken(seed, key);
	const made: Made = { address, value, token, isReplayed: isMade };
	if (isMade) return made;
	const refused = await store(address, creation, token);
	if (refused?.problem === 'name-taken') await receipt.drop();
	return refused ?? (await receipt.keep(promised)) ?? made;
}
// #endregion make-once

/** Gives a counter its owner, its settings and its first value; a repeat with the same token succeeds. */
async function store(
	address: CounterName,
	{ value, settings }: Creation,
	token: OwnerToken,
): Promise<Problem | undefined> {
	if (siteNames.has(address)) return ofTheSite;
	const name = isObjectId(address) ? undefined : address;
	const creation = { tokenHash: await hash(token), value, settings, name };
	const state = await callObject(
		() => counter(address),
		async (stub) => await stub.create(creation),
		true,
	);
	if (isProblem(state)) return state;
	return 'refused' in state ? { problem: state.refused } : undefined;
}

/** The refusal of a name whose counter is for all, or which is an address of the API. */
const ofTheSite: Problem = {
	problem: 'name-taken',
	detail: 'This name is one of the site itself. Choose another one.',
};
