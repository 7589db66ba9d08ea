import type { DemoName } from './demos';

/** What a reader can expect of a demo before it runs, and what it shows. */
export interface Prediction {
	readonly question: string;
	/** Two to four answers; {@link right} is the place of the one that comes true. */
	readonly options: readonly string[];
	readonly right: number;
	/** What happens and why, in a few sentences. */
	readonly explanation: string;
}

/** The question of each demo. */
export const predictions: Readonly<Record<DemoName, Prediction>> = {
	race: {
		question:
			'Five callers each read the number and write back one more, all at the same moment. What comes of it?',
		options: [
			'All five are counted',
			'Some are not counted, and their callers get an error',
			'Some are not counted, and nobody is told',
		],
		right: 2,
		explanation:
			'Several callers read the same number before any of them had written, so they wrote the same sum over each other. Each write succeeded as far as its caller could tell, and there was no error to catch. The other counter has all five, since reading and adding are one call there, with nothing between them.',
	},
	identity: {
		question: 'You look at one name twice. What do you meet the second time?',
		options: [
			'The same object, under the same id',
			'A new object, which begins at 0',
			'A copy with the same value, under another id',
		],
		right: 0,
		explanation:
			'An id is computed from the namespace and the name, so a name leads to the same id every time and from everywhere, and behind an id there is one object. Nothing was created for it and no list was searched. The id of a private counter was drawn by chance, so no name leads there.',
	},
	wire: {
		question: 'You press once. Who gets the request of your browser?',
		options: [
			'The object, at an address of its own',
			'A Worker, which then calls the object',
			'Both: a Worker first, to find out where the object is',
		],
		right: 1,
		explanation:
			'An object has no address that a browser could call. The request went to a route of this site, whose Worker checked it and then called a method of the object through its binding. A socket goes the same way: the Worker hands a request of its own on to the object’s fetch.',
	},
	restart: {
		question: 'You press three times, and then you restart the object. What do the numbers say?',
		options: [
			'In memory 3, in storage 3',
			'In memory 0, in storage 3',
			'In memory 0, in storage 0, until you press again',
		],
		right: 1,
		explanation:
			'A restart makes a new instance, and its fields begin anew: so the number in memory is 0. The other one had been written to storage before any press was answered, and the constructor of the new instance read it back.',
	},
	cards: {
		question: 'You press a key of the first card. When does its number move?',
		options: [
			'At once, before the object has answered',
			'When the object has answered',
			'When everybody who watches has been told',
		],
		right: 0,
		explanation:
			'Your own card counts the press at once and sends it, and the answer sets the number right; a press that is refused is taken back. Everybody else sees the new value when the object has stored it. The second card stays as it is, since its number is another object.',
	},
	gauge: {
		question: 'You write faster than your budget fills. What becomes of a write that is too much?',
		options: [
			'It waits in a queue and is counted later',
			'It is refused, with the time to wait',
			'It is counted, and the next ones are slower',
		],
		right: 1,
		explanation:
			'It is refused with the status 429, and the answer says when to come back. Nothing is queued, since a queue would be memory that a flood can fill. The budget grows again with time alone, and whoever uses it up again soon after waits twice as long.',
	},
	'second-window': {
		question: 'Two windows show one counter, and you press in one. How does the other learn of it?',
		options: [
			'It asks for the value every second',
			'The first window tells it, within the browser',
			'The object sends it a message',
		],
		right: 2,
		explanation:
			'Each window has a socket to the one object through which all changes pass. When the write is on disk, the object sends the new value to everybody who watches. The two windows know nothing of each other, so it makes no difference whether the second is on another continent.',
	},
	'lost-answer': {
		question:
			'A press is counted, its answer is lost, and it is sent again without a key. Where does the counter end?',
		options: [
			'At 1: the object sees that it is the same press',
			'At 2: the object cannot tell',
			'At 1: with its answer lost, the first press is undone',
		],
		right: 1,
		explanation:
			'Without a key nothing says that the second request is the first one again, so both are counted. That the answer was lost undoes nothing, since the write was on disk before the answer left. With a key the object finds the first answer, gives it once more and counts nothing.',
	},
	sql: {
		question: 'An hour is over. When does the object make the table for it?',
		options: ['At the end of the hour', 'At the next write', 'At the next reading of the history'],
		right: 1,
		explanation:
			'The end of an hour wakes nobody. The next write finds that the running hour is not its own, takes the database through the step that makes the table, and stores the hour there, all in the transaction of the write itself. A reading makes no table, since a reading stores nothing.',
	},
	alarms: {
		question: 'The object is restarted while it waits for its alarm. What becomes of the reminder?',
		options: [
			'It is lost, and has to be asked for again',
			'It comes at its time',
			'It comes when somebody next calls the object',
		],
		right: 1,
		explanation:
			'The alarm is in storage and not in memory, and so is the time of the reminder. The platform wakes the object when the alarm is due, whether or not it was in memory until then. Which duty it was set for the object works out anew.',
	},
	finding: {
		question:
			'You add 1 to a counter that was listed a moment ago. When does the list show the new value?',
		options: [
			'At once, since both are stored together',
			'Within half a minute, when the counter tells the directory',
			'When somebody next opens the list, which asks every counter',
		],
		right: 1,
		explanation:
			'The counter and the directory are two objects with two databases, and no transaction covers both. The write stored the new value and the note that there is news, in one row. The counter told the directory when its half minute of rest was over, and then noted that the news was delivered.',
	},
	who: {
		question:
			'A token is wrong in its last character alone. What does whoever sends it learn from the answer?',
		options: [
			'That most of it is right',
			'Only that it is not the token of this owner',
			'Nothing: it is refused like no token at all',
		],
		right: 1,
		explanation:
			'The object has only a hash to compare, and the hash of a text that differs in one character is another one altogether. The comparison takes as long whether the first digit differs or the last. No token at all is another answer, 401, since then nobody has claimed anything.',
	},
	location: {
		question: 'Nobody has called this object before you. Where is it made?',
		options: [
			'Where its class was deployed from',
			'Near the Worker that takes your request',
			'Where most of its callers have been so far',
		],
		right: 1,
		explanation:
			'The first call makes the object, in a data centre near that call, and there it stays. So the way from the Worker to an object of your own is short, wherever you are. On one machine there is no other place, and what is measured is the work of the call alone.',
	},
	shipping: {
		question:
			'The site calls a method that the object does not have yet. What does the reader get?',
		options: [
			'An answer, when a newer copy of the object has started',
			'A 500, as for any bug',
			'A 503 that says when to try again',
		],
		right: 2,
		explanation:
			'The runtime answers such a call with an error of its own, by which the site knows that the object is merely older. That passes by itself within minutes, so the site says when to come back. There is never a second copy, and the object has not noticed the call.',
	},
	testing: {
		question:
			'One write is left out of what the checker is told, and every answer stays as it was. What will the checker say?',
		options: [
			'An order still explains the answers',
			'No order explains the answers',
			'That depends on which write is left out',
		],
		right: 1,
		explanation:
			'Later answers count what that write added, and nobody who is left in the history added it. So in no order do the sums come out. The checker has no list of faults to look for: it finds whatever cannot be explained.',
	},
	running: {
		question: 'Of what the free plan allows, which part do presses of a card use up first?',
		options: ['Calls of objects', 'Rows written', 'Bytes stored'],
		right: 1,
		explanation:
			'A card sends a key, so a write stores two rows, the number and the key, and one more is written when the key is forgotten. The first write of an object also sets its alarm, which counts as a row. Calls come second: one of the limiter and one of the counter for each write, and here one more to look. Bytes hardly grow, since the number is overwritten and a key is kept for a day only.',
	},
};
