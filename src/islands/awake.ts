import { type ComponentType, h, hydrate } from 'preact';
import { Gauge } from './demos/Gauge';
import { Identity } from './demos/Identity';
import { LostAnswer } from './demos/LostAnswer';
import { Race } from './demos/Race';
import { Restart } from './demos/Restart';
import { SecondWindow } from './demos/SecondWindow';
import { Wire } from './demos/Wire';
import { Keys } from './counter/Keys';
import { UnderTheHood } from './counter/UnderTheHood';

/** Every island by its name: in HTML it stands in an element that has that name as `data-island`. */
export const islands = {
	Gauge,
	Identity,
	Keys,
	LostAnswer,
	Race,
	Restart,
	SecondWindow,
	UnderTheHood,
	Wire,
};

export type IslandName = keyof typeof islands;

/** Brings every island to life that the server rendered, with the properties that it noted there. */
export function awaken(): void {
	for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) {
		const { island, properties = '' } = element.dataset;
		const Island = islands[island as IslandName] as ComponentType;
		hydrate(h(Island, JSON.parse(properties)), element);
	}
}
