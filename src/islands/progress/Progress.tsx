import { useEffect } from 'preact/hooks';
import { showProgress } from './show-progress';

/** Shows on the page, which the server has rendered whole, what the reader has tried and expected. */
export function Progress(): null {
	useEffect(showProgress, []);
	return null;
}
