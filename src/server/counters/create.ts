import { type CreatedCounter, counterApi, counterPage } from '../../core/contract/api';
import { isProblem } from '../../core/contract/problem';
import { admitTrusted } from '../admission';
import { newCounterId } from '../objects';
import { type Action, jsonContent } from '../outcome';

/** Makes a private counter: an id that nobody can guess. Nothing is stored before its first write. */
export const create: Action = async (context) => {
	const admitted = await admitTrusted(context);
	if (isProblem(admitted)) return admitted;
	const id = newCounterId();
	const created: CreatedCounter = { id, value: 0 };
	return {
		...jsonContent(created),
		status: 201,
		headers: { ...admitted.headers, Location: counterApi(id, 'value') },
		next: () => counterPage(id),
	};
};
