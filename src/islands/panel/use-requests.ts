import { useEffect, useState } from 'preact/hooks';
import { type SeenRequest, seenRequest, withRequest } from './requests';

/** How many requests are kept. */
const kept = 30;

/** Returns the requests that this page has made to the API, the oldest first, those from before too. */
export function useRequests(): readonly SeenRequest[] {
	const [requests, setRequests] = useState<readonly SeenRequest[]>([]);

	useEffect(() => {
		let count = 0;
		const observer = new PerformanceObserver((list) => {
			const seen = list.getEntries().flatMap((entry) => {
				const request = seenRequest(entry as PerformanceResourceTiming, count + 1);
				if (request) count = request.number;
				return request ?? [];
			});
			if (seen.length > 0) setRequests((before) => seen.reduce(withRequest, before).slice(-kept));
		});
		observer.observe({ type: 'resource', buffered: true });
		return () => observer.disconnect();
	}, []);

	return requests;
}
