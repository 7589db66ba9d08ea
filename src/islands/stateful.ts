import { Component, type ComponentType, type JSX } from 'preact';

/**
 * Makes a component with a memory. It is set up once for each place where it stands, here and on
 * the server, and keeps what it likes in its own variables.
 *
 * @param setUp is given a function to call when something has changed, and the properties; returns
 *   what renders the component
 */
export function stateful<Props = object>(
	setUp: (update: () => void, props: Props) => () => JSX.Element,
): ComponentType<Props> {
	return class extends Component<Props> {
		readonly view = setUp(() => this.setState({}), this.props);

		override render(): JSX.Element {
			return this.view();
		}
	};
}
