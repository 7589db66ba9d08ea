import { demoName } from '../../core/contract/name';
import { randomDigits } from '../counter/client';

/** Draws the name of a counter that nobody else uses, since it cannot be guessed. */
export function drawName(): string {
	return demoName(randomDigits());
}
