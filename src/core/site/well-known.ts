import { contractPath, referencePath, wellKnownPaths } from '../contract/paths';
import { mediaTypes } from '../http/media-types';
import { repository } from './project';

/** The catalogue of the APIs of the site at an origin (RFC 9727): links to what describes its one. */
export function apiCatalog(origin: string): string {
	const link = (path: string, type: string) => [{ href: origin + path, type }];
	const context = {
		anchor: `${origin}/api/`,
		'service-desc': link(contractPath, mediaTypes.json),
		'service-doc': link(referencePath, mediaTypes.html),
	};
	return JSON.stringify({ linkset: [context] }, undefined, '\t');
}

/** How long a security.txt holds, in days: RFC 9116, section 2.5.5, wants less than a year. */
const validDays = 300;

/** A day in milliseconds. */
const day = 24 * 60 * 60 * 1000;

/**
 * The file that says where to report a weakness of the site at an origin (RFC 9116). It is the same
 * for a whole UTC day.
 *
 * @param now epoch milliseconds
 */
export function securityText(origin: string, now: number): string {
	const expires = new Date((Math.floor(now / day) + validDays) * day);
	return [
		`Contact: ${repository}/security`,
		`Expires: ${expires.toISOString().replace('.000Z', 'Z')}`,
		'Preferred-Languages: en',
		`Canonical: ${origin}${wellKnownPaths.security}`,
		'',
	].join('\n');
}
