import type { Report } from './report.ts';
import type { Sharded } from './shards.ts';
import type { Spread } from './statistics.ts';

const width = 760;
const labelWidth = 230;
/** What is left for the text behind the longest bar. */
const textWidth = 190;
const barHeight = 14;
const colors = {
	site: '#c2410c',
	floor: '#6b7280',
	constant: '#6b7280',
	article: '#2563eb',
	root: '#0f766e',
} as const;

interface Bar {
	readonly label: string;
	readonly rate: Spread;
	readonly color: string;
}

/** The writes of each number of shards, and how many calls of the counter itself came of them. */
function shardGroups(shards: readonly Sharded[]): { title: string; bars: Bar[] }[] {
	if (shards.length === 0) return [];
	const label = ({ shards, processes }: Sharded): string => {
		if (shards === 0) return 'no shards';
		return `${shards} shards${processes > 1 ? `, ${processes} processes` : ''}`;
	};
	return [
		{
			title: 'hot counter, by shards',
			bars: shards.map((row) => ({ label: label(row), rate: row.rate, color: colors.site })),
		},
		{
			title: 'calls of the counter itself',
			bars: shards.map((row) => {
				const rate = { median: row.rootCalls, least: row.rootCalls, most: row.rootCalls };
				return { label: label(row), rate, color: colors.root };
			}),
		},
	];
}

/** Draws work a second as bars: in each group the longest is the fastest of that work. */
export function drawChart({ works, shards, when }: Report): string {
	const groups = [
		...works.map(({ title, performances }) => ({
			title,
			bars: performances.map(({ peer, rate }) => ({ label: peer, rate, color: colors[peer] })),
		})),
		...shardGroups(shards),
	];
	const pieces: string[] = [];
	let y = 56;
	for (const { title, bars } of groups) {
		const most = Math.max(...bars.map(({ rate }) => rate.most));
		pieces.push(`<text x="16" y="${y + 11}" class="work">${title}</text>`);
		for (const { label, rate, color } of bars) {
			const scale = (value: number): number =>
				labelWidth + (value / most) * (width - labelWidth - textWidth);
			const middle = y + barHeight / 2;
			pieces.push(
				`<rect x="${labelWidth}" y="${y}" width="${(scale(rate.median) - labelWidth).toFixed(1)}" height="${barHeight - 2}" rx="2" fill="${color}"/>`,
				`<path d="M${scale(rate.least).toFixed(1)} ${middle - 1}H${scale(rate.most).toFixed(1)}" class="spread"/>`,
				`<text x="${(scale(rate.most) + 8).toFixed(1)}" y="${y + 10}">${label} ${rate.median.toFixed(0)}/s</text>`,
			);
			y += barHeight;
		}
		y += 12;
	}
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 8}" role="img" aria-labelledby="title">
<title id="title">Work done in a second by the site and its peers, ${when}</title>
<style>
	text { font: 11px system-ui, sans-serif; fill: #1f2937; }
	.head { font-size: 14px; font-weight: 600; }
	.work { font-weight: 600; }
	.spread { stroke: #111827; stroke-opacity: .55; }
	.paper { fill: #fdfcf8; }
	@media (prefers-color-scheme: dark) {
		text { fill: #e5e7eb; }
		.spread { stroke: #f9fafb; }
		.paper { fill: #17171a; }
	}
</style>
<rect class="paper" width="${width}" height="${y + 8}"/>
<text x="16" y="28" class="head">Work in a second, 16 connections, workerd</text>
<text x="16" y="44">Median of the rounds; the line reaches from the slowest round to the fastest.</text>
${pieces.join('\n')}
</svg>
`;
}
