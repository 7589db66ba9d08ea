import { demoName } from '../../core/contract/name';
import { randomDigits } from '../counter/client';

/** Draws the name of a counter for this reader alone: it cannot be guessed. */
export function randomDemoName(): string {
	return demoName(randomDigits());
}
