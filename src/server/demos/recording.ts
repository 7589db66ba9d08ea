import { isProblem } from '../../core/contract/problem';
import { invalidQuery, readQuery } from '../../core/contract/query';
import { isEventId } from '../../core/contract/recording';
import { mediaTypes } from '../../core/http/media-types';
import { callObject } from '../call';
import { counter } from '../objects';
import { type Action, jsonContent } from '../outcome';
import { demoAddress, notADemo } from './address';

/**
 * Returns what happened lately in a demo's object; if that is nothing new, it waits for a while (long
 * polling).
 */
export const recording: Action = async ({ params, request }) => {
	const name = demoAddress(params['name']);
	if (!name) return notADemo;
	const query = readQuery(request.url, ['after']);
	if (isProblem(query)) return query;
	const { after } = query;
	if (after !== undefined && !isEventId(after)) {
		return invalidQuery(`needs the id of an event in "after", such as 1795867580390-1.`);
	}
	if (request.method === 'HEAD') return { content: '', type: mediaTypes.json };
	const events = await callObject(
		() => counter(name),
		(stub) => stub.recording(after, name),
		true,
	);
	return isProblem(events) ? events : jsonContent({ events });
};
