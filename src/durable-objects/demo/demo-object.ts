import { DurableObject } from 'cloudflare:workers';
import type { RecordedEvent } from '../../core/contract/recording';
import type { TaskId } from '../../core/contract/tasks';
import type { ObjectPlace } from '../../core/contract/whereabouts';
import type { CounterState } from '../counter-content';
import type { Demo } from './demo';
import type { DemoCommand, InsideReport } from './demonstration';
import { findPlace } from './place';

/**
 * What only the demos of the tutorial ask of a counter. RPC finds the methods of an object's class and
 * of the classes that it extends, so a counter answers to these as to its own.
 */
export abstract class DemoObject extends DurableObject<Cloudflare.Env> {
	/** The counter, as the demos see it: a field, since RPC would find a method, protected or not. */
	protected abstract readonly demo: Demo;

	/** Returns what happened lately in the object of a demo, which reading it does not add to. */
	recording(after?: RecordedEvent['id'], name?: string): Promise<readonly RecordedEvent[]> {
		this.demo.content.identify(name);
		return this.demo.recorder.read(after);
	}

	/**
	 * Replaces the value: the second half of a read-modify-write, in which an update is lost when two
	 * callers read before either writes. Only the race of lesson 1 calls it.
	 */
	overwrite(value: number): void {
		this.demo.note('overwrite');
		if (!this.demo.content.owner()) this.demo.changes.store({ value });
	}

	/** Deletes the counter with all that it stored, unless it has an owner; returns what it was. */
	async remove(): Promise<CounterState> {
		const { note, content, changes } = this.demo;
		note('remove');
		return content.owner() ? content.state() : changes.remove();
	}

	// #region restart
	/**
	 * Ends this instance. The next call is answered by a new one, made by the constructor from what
	 * is stored; fields and sockets are gone.
	 *
	 * @throws always, since the instance that was called is gone
	 */
	async restart(): Promise<void> {
		// `abort` drops what is still on its way to the disk, so that goes first.
		await this.ctx.storage.sync();
		this.ctx.abort('restarted on request');
	}
	// #endregion restart

	/**
	 * Returns where the object runs, as far as the platform reveals it; reads and stores nothing.
	 *
	 * @param trace the address that says which data centre is asked, if there is one
	 */
	place(trace: string | undefined): Promise<ObjectPlace> {
		this.demo.note('place');
		return findPlace(this.ctx.id, trace);
	}

	/** Returns which tasks of the tutorial were done with the counter of a demo. */
	doneTasks(): readonly TaskId[] {
		this.demo.note('doneTasks');
		return this.demo.tasks.done();
	}

	/** Lets a demo look at the object, make its hours older or ask it for a reminder. */
	demonstrate(command: DemoCommand, name?: string): Promise<InsideReport> {
		this.demo.content.identify(name);
		this.demo.note('demonstrate');
		return this.demo.demonstration.run(command);
	}
}
