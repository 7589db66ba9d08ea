/** The process that makes the load: apart from the one that prints, so that neither delays the other. */
import { runLoad } from './load.ts';
import type { Load, Watch } from './requests.ts';
import { runWatch } from './watch.ts';

process.on('message', async (task: Load | Watch) => {
	try {
		const result = task.kind === 'load' ? await runLoad(task) : await runWatch(task);
		process.send?.({ result });
	} catch (error) {
		process.send?.({ error: String(error) });
	}
});
