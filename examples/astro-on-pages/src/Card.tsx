import { useState } from 'preact/hooks';

/**
 * The value and the form that adds to it. The browser itself sends the form until the card is
 * hydrated; then the card takes it over, with the same address.
 */
export function Card({ value }: { value: number }) {
	const [shown, setShown] = useState(value);
	const [failed, setFailed] = useState(false);

	async function submit(event: Event): Promise<void> {
		event.preventDefault();
		const response = await fetch('/api/add', {
			method: 'POST',
			headers: { Accept: 'application/json' },
		}).catch(() => undefined);
		setFailed(!response?.ok);
		if (response?.ok) setShown((await response.json()).value);
	}

	return (
		<form method="post" action="/api/add" onSubmit={submit}>
			<output>{shown}</output> <button type="submit">Add 1</button>
			<p role="status">{failed ? 'That was not counted. Try again.' : ''}</p>
		</form>
	);
}
