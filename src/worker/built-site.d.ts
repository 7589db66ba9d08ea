/** What `npm run build` makes; `imports` of package.json says where it is. */
declare module '#built-site' {
	const site: ExportedHandler;
	export default site;
}
