import { isProblem, type Problem } from '../core/contract/problem';
import { dayName } from '../core/visits/day';
import { importSalt } from '../core/visits/visitor-key';
import { callObject } from './call';
import { daySalt } from './objects';

/** The salt that this isolate asked for last: that of the day before is forgotten with it. */
let known: { readonly day: number; readonly salt: CryptoKey } | undefined;

/** Returns the salt of a day. Its object is asked once in an isolate. */
export async function saltOf(
	day: number,
): Promise<CryptoKey | Problem | { readonly refused: 'day-over' }> {
	if (known?.day === day) return known.salt;
	const answer = await callObject(
		() => daySalt(dayName(day)),
		async (stub) => await stub.salt(),
		true,
	);
	if (isProblem(answer)) return answer;
	if ('refused' in answer) return { refused: 'day-over' };
	const salt = await importSalt(answer.salt);
	known = { day, salt };
	return salt;
}
