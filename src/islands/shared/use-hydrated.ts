import { useLayoutEffect, useState } from 'preact/hooks';

/** Whether the component is hydrated: false on the server and in the HTML that it sent. */
export function useHydrated(): boolean {
	const [isHydrated, setHydrated] = useState(false);
	useLayoutEffect(() => setHydrated(true), []);
	return isHydrated;
}
