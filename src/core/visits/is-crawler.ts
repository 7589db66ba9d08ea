/**
 * Words by which programs name themselves that read pages for search engines, archives, previews of
 * links and models. "Cubot" is a maker of telephones.
 */
const words =
	/(?<!cu)bot|crawl|spider|slurp|scrap|archiv|externalagent|externalhit|mediapartners|inspectiontool|lighthouse|link ?preview|bingpreview|embedly|feedfetcher|whatsapp\//i;

/**
 * Whether a request comes from a crawler that says so.
 *
 * @param agent the `User-Agent` field, if there is one
 */
export function isCrawler(agent: string | null): boolean {
	return agent !== null && words.test(agent);
}
