import type { CounterSettings } from '../../src/core/contract/counter-settings';
import type { OwnerCommand } from '../../src/durable-objects/owner';
import type { SentWrite } from '../../src/durable-objects/sent-write';

/** A counter with an owner, as plain as can be. */
export interface Model {
	value: number;
	version: number;
	owner: { readonly tokenHash: string; readonly settings: CounterSettings } | undefined;
}

/** Whether a token is that of the owner, if there is one. */
export function isOwner({ owner }: Model, tokenHash: string | undefined): boolean {
	return owner !== undefined && owner.tokenHash === tokenHash;
}

/** Makes the counter one that was never written. */
export function reset(model: Model): void {
	Object.assign(model, { value: 0, version: 0, owner: undefined });
}

/** Gives the counter another value. */
export function change(model: Model, value: number): void {
	model.value = value;
	model.version += 1;
}

/** Applies a write to the model; returns what the answer must have. */
export function expectedWrite(
	model: Model,
	{ operation, amount, origin, tokenHash }: SentWrite,
): object {
	const settings = model.owner?.settings;
	if (origin !== undefined && !settings?.origins.includes(origin)) return { refused: 'cross-site' };
	if (settings?.writes === 'owner' && !isOwner(model, tokenHash)) {
		return { refused: tokenHash === undefined ? 'unauthorized' : 'forbidden' };
	}
	if (settings && amount > settings.step) {
		return { refused: 'invalid-amount', step: settings.step };
	}
	const value = model.value + (operation === 'increment' ? amount : -amount);
	if (!Number.isSafeInteger(value)) return { refused: 'out-of-range' };
	change(model, value);
	return { value, version: model.version, replayed: false };
}

/** Applies a command to the model; returns what the answer must have. */
export function expectedAnswer(
	model: Model,
	command: OwnerCommand,
	tokenHash: string | undefined,
): object {
	const { owner } = model;
	if (!owner) return { refused: 'forbidden' };
	if (!isOwner(model, tokenHash)) {
		return { refused: tokenHash === undefined ? 'unauthorized' : 'forbidden' };
	}
	const before = { value: model.value, version: model.version, settings: owner.settings };
	if (command.do === 'read') return before;
	if (command.do === 'remove') {
		reset(model);
		return before;
	}
	if (command.do === 'set') {
		if (command.ifMatch !== undefined) return { refused: 'precondition-failed' };
		change(model, command.value);
	} else {
		const settings = { ...owner.settings, ...command.settings };
		model.owner = { settings, tokenHash: command.newTokenHash ?? owner.tokenHash };
		model.version += 1;
	}
	return { value: model.value, version: model.version, settings: model.owner?.settings };
}
