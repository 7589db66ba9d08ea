/**
 * What the local runtime may have open. It holds three files for each object in memory, where an
 * object stays for ten seconds; on Cloudflare there is no such limit.
 */

/** Files that one object in memory holds open. */
const filesPerObject = 3;

/** Files that the runtime has open besides, for its sockets and its own database. */
const otherFiles = 100;

/** So many counters in ten seconds are a crawler's load: a machine that allows less is warned. */
const enoughCounters = 2000;

/**
 * The number of files that the programs started by this one may have open; `undefined` where there is
 * no limit, as on Windows. Node raises its own limit to the one that the machine allows when it
 * starts, and what it starts inherits that.
 */
export function openFileLimit(): number | undefined {
	// Else the report resolves names, which takes long. Node's types do not have it yet.
	Object.assign(process.report, { excludeNetwork: true });
	const { userLimits } = process.report.getReport() as {
		userLimits?: { open_files?: { soft: number | string } };
	};
	const limit = userLimits?.open_files?.soft;
	return typeof limit === 'number' ? limit : undefined;
}

/** What an operator should know whose machine allows few open files; `undefined` if it allows enough. */
export function openFileWarning(limit: number | undefined): string | undefined {
	if (limit === undefined || limit >= enoughCounters * filesPerObject + otherFiles)
		return undefined;
	const counters = Math.max(0, Math.floor((limit - otherFiles) / filesPerObject / 100) * 100);
	return (
		`This machine allows a program ${limit} open files. The local runtime holds ${filesPerObject} for each counter in use,\n` +
		`so with more than some ${counters} different counters in 10 s it answers 503. To allow more, raise the hard limit\n` +
		'before the start: "ulimit -Hn" shows it, and /etc/security/limits.conf or the container’s settings set it.'
	);
}
