import { expect, test } from 'vitest';
import { dataCentreOf, traceAddress, tracedDataCentre } from '../../../src/core/site/data-centre';

const onNetwork = new Headers({ 'CF-Ray': '230b030023ae2822-SJC' });

test('a request that came through Cloudflare names the data centre that took it', () => {
	expect(dataCentreOf({ headers: onNetwork, cf: { colo: 'FRA' } })).toBe('FRA');
});

test.each([
	['that did not come through Cloudflare', { headers: new Headers(), cf: { colo: 'DFW' } }],
	['without properties', { headers: onNetwork }],
	['without a data centre', { headers: onNetwork, cf: {} }],
	['with something else in its place', { headers: onNetwork, cf: { colo: '<b>' } }],
])('a request %s names none', (_what, request) => {
	expect(dataCentreOf(request)).toBeNull();
});

test('the data centre is found in a trace', () => {
	expect(traceAddress('https://counters.example')).toBe('https://counters.example/cdn-cgi/trace');
	expect(tracedDataCentre('fl=215f8\nh=counters.example\ncolo=BOM\nloc=IN\n')).toBe('BOM');
});

test.each(['', 'fl=215f8\n', 'colo=\n', 'xcolo=BOM\n', 'colo=BOMB\n', '<html>'])(
	'no data centre is found in %j',
	(trace) => {
		expect(tracedDataCentre(trace)).toBeNull();
	},
);
