/**
 * Lets the slider below the curve of the waits choose one of its points. What there is to say of
 * each was written beside it by the server.
 */
export function followSlider(): void {
	const curve = document.querySelector('.curve');
	const slider = curve?.querySelector('input');
	slider?.addEventListener('input', () => {
		const point = curve?.querySelectorAll<SVGElement>('.curve-point')[slider.valueAsNumber - 1];
		const chosen = curve?.querySelector('.curve-chosen');
		const output = curve?.querySelector('output');
		if (!point || !chosen || !output) return;
		for (const place of ['cx', 'cy']) chosen.setAttribute(place, point.getAttribute(place) ?? '');
		output.textContent = slider.ariaValueText = point.dataset['sentence'] ?? '';
	});
}
