/**
 * The looks of an element: the colours and the font are those of the page around it, so it fits light
 * and dark pages alike. A constructed style sheet needs no permission of the page's policy.
 */
export const styles = new CSSStyleSheet();

const button = '[part~=button]';
const tint = (share: number): string =>
	`background:color-mix(in srgb,currentColor ${share}%,transparent)`;

styles.replaceSync(
	[
		':host{display:inline-flex}',
		':host([hidden]),[hidden]{display:none!important}',
		'[part=counter]{display:inline-flex;flex-wrap:wrap;align-items:center;gap:0 .4em}',
		'[part=value]{font-variant-numeric:tabular-nums;font-weight:600}',
		`${button}{min-width:2em;min-height:2em;border:1px solid;border-radius:.5em;color:inherit;font:inherit;${tint(8)}}`,
		`${button}:hover,[aria-pressed=true]{${tint(25)}}`,
		`${button}:focus-visible{outline:2px solid;outline-offset:2px}`,
		'[aria-pressed=false] span{opacity:.6}',
		'[part=status]{flex-basis:100%;font-size:.85em}',
		'[part=announcement]{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}',
	].join(''),
);
