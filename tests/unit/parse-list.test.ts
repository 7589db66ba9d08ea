import { expect, test } from 'vitest';
import { parseList } from '../../src/core/parse-list';

test.each([
	['', []],
	[' ', []],
	[' , ,', []],
	['front-page', ['front-page']],
	['https://a.example,https://b.example', ['https://a.example', 'https://b.example']],
	[' https://a.example , http://localhost:4321,', ['https://a.example', 'http://localhost:4321']],
])('the list %j has the items %j', (text, items) => {
	expect(parseList(text)).toEqual(items);
});
