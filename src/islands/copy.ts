/** How long a button says that it has copied, in milliseconds. */
const shown = 2000;

/**
 * Gives every snippet of the page its copy button. Without JavaScript, or where the page has no
 * clipboard, there is none.
 */
export function enableCopying(): void {
	if (!navigator.clipboard) return;
	for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
		const code = button.closest('figure')?.querySelector('code');
		if (!code) continue;
		button.hidden = false;
		button.addEventListener('click', () => void copy(button, code.textContent ?? ''));
	}
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
	const said = await navigator.clipboard.writeText(text).then(
		() => 'Copied',
		() => 'Not allowed',
	);
	const status = button.querySelector('[role="status"]');
	if (!status) return;
	status.textContent = said;
	setTimeout(() => {
		status.textContent = '';
	}, shown);
}
