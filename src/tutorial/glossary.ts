/** A word of the lessons, explained. */
export interface Term {
	/** The id of its entry. */
	readonly id: string;
	readonly word: string;
	/** What it means, in a sentence or two. */
	readonly meaning: string;
	/** The id of the lesson that is about it; absent if none is. */
	readonly lesson?: string;
	/** How it is written in the lessons, if not as `word` alone: where the first is, it is linked. */
	readonly forms?: readonly string[];
}

/** The words of the lessons, in the order of the alphabet. */
export const glossary: readonly Term[] = [
	{
		id: 'alarm',
		word: 'alarm',
		meaning:
			'A time at which an object is woken to run its alarm method. An object has one at most; a run that fails is tried again.',
		lesson: 'rate-limiting',
		forms: ['alarm', 'alarms'],
	},
	{
		id: 'binding',
		word: 'binding',
		meaning:
			'What gives code one capability under one name, such as env.COUNTER. It is set in the Worker’s configuration, so there is no address and no password.',
		lesson: 'configure',
		forms: ['binding', 'bindings'],
	},
	{
		id: 'compatibility-date',
		word: 'compatibility date',
		meaning:
			'The date in a Worker’s configuration that fixes how the runtime behaves for it: what changed later holds only once the date is moved.',
		lesson: 'talking',
	},
	{
		id: 'data-centre',
		word: 'data centre',
		meaning:
			'One of the places where Cloudflare’s machines stand, also called a colo. It is known by the three letters of an airport nearby.',
		lesson: 'location',
		forms: ['data centre', 'data centres', 'colo'],
	},
	{
		id: 'durable-object',
		word: 'Durable Object',
		meaning:
			'One named place in the world with a thread, a memory and a disk of its own. Whoever uses its name reaches the same one.',
		lesson: 'why',
		forms: ['Durable Object', 'Durable Objects'],
	},
	{
		id: 'entity-tag',
		word: 'entity tag',
		meaning:
			'A short text that stands for one state of what was read, sent as ETag. With it a client asks whether there is anything new, or changes only the state that it knows.',
	},
	{
		id: 'epoch',
		word: 'epoch',
		meaning:
			'Since when the versions of a counter are counted. A counter that was deleted and written again has a new one, so nothing old passes for new.',
	},
	{
		id: 'eviction',
		word: 'eviction',
		meaning:
			'The end of an instance of an object: its memory goes, its disk stays, and the next call makes a new instance. It is not announced.',
		lesson: 'memory',
		forms: ['eviction', 'evicted', 'evictions'],
	},
	{
		id: 'gcra',
		word: 'Generic Cell Rate Algorithm',
		meaning:
			'A budget in a single number: the time at which it will be whole again. Each use moves that time on, and one that would move it too far has to wait.',
		lesson: 'rate-limiting',
	},
	{
		id: 'hibernation',
		word: 'hibernation',
		meaning:
			'The sleep of an object whose WebSockets stay open: the runtime holds the sockets, and a message or a call wakes the object.',
		lesson: 'live',
		forms: ['hibernation', 'hibernate', 'hibernating'],
	},
	{
		id: 'idempotency-key',
		word: 'idempotency key',
		meaning:
			'A random text that names one write. Sent along with every attempt, it lets the object count the write once, however often it arrives.',
		lesson: 'exactly-once',
		forms: ['idempotency key', 'idempotency keys'],
	},
	{
		id: 'input-gate',
		word: 'input gate',
		meaning:
			'While an object waits for its storage, the runtime delivers no new call to it. Waiting for anything else leaves the gate open.',
		lesson: 'memory',
		forms: ['input gate', 'input gates'],
	},
	{
		id: 'isolate',
		word: 'isolate',
		meaning:
			'What a Worker’s code runs in: a small, closed compartment of one process of the runtime, with its own global variables. There are many, and they come and go.',
		lesson: 'why',
		forms: ['isolate', 'isolates'],
	},
	{
		id: 'linearizable',
		word: 'linearizable',
		meaning:
			'Said of a history of calls that overlap: there is an order, one after the other, in which each call takes effect between its sending and its answer.',
		lesson: 'testing',
	},
	{
		id: 'migration',
		word: 'migration',
		meaning:
			'A step in the configuration that makes, renames or deletes a class of objects. Also a step by which a database gets a new schema.',
		lesson: 'configure',
		forms: ['migration', 'migrations'],
	},
	{
		id: 'namespace',
		word: 'namespace',
		meaning:
			'All objects of one class, which a binding leads into. A name or an id says which of them is meant.',
		lesson: 'identity',
		forms: ['namespace', 'namespaces'],
	},
	{
		id: 'outbox',
		word: 'outbox',
		meaning:
			'A row that says what is still to be sent to another object. It is stored together with the change, and removed once the other has confirmed it.',
		lesson: 'finding',
	},
	{
		id: 'output-gate',
		word: 'output gate',
		meaning:
			'Nothing leaves an object, neither an answer nor a message, before the writes made until then are confirmed on disk.',
		lesson: 'memory',
		forms: ['output gate', 'output gates'],
	},
	{
		id: 'rpc',
		word: 'RPC',
		meaning:
			'Remote procedure call: a method of an object is called on its stub as if it were here. Arguments and results are copied on the way.',
		lesson: 'talking',
	},
	{
		id: 'shard',
		word: 'shard',
		meaning:
			'One of several objects that share the writes of a single name. Each gathers its part and passes the sum on.',
		lesson: 'limits-and-costs',
		forms: ['shard', 'shards'],
	},
	{
		id: 'stub',
		word: 'stub',
		meaning:
			'What stands in for an object in the code that calls it. Making one sends nothing; only a call of a method does.',
		lesson: 'identity',
		forms: ['stub', 'stubs'],
	},
	{
		id: 'transaction',
		word: 'transaction',
		meaning: 'Several writes to one database of which either all are stored or none is.',
		lesson: 'exactly-once',
		forms: ['transaction', 'transactions'],
	},
	{
		id: 'websocket',
		word: 'WebSocket',
		meaning:
			'A connection that stays open, on which both sides send messages whenever they like. It begins as a request by HTTP.',
		lesson: 'live',
		forms: ['WebSocket', 'WebSockets'],
	},
	{
		id: 'worker',
		word: 'Worker',
		meaning:
			'A function that Cloudflare runs in whichever data centre a request arrives. It keeps nothing that must be true from one request to the next.',
		lesson: 'why',
		forms: ['Worker', 'Workers'],
	},
];
