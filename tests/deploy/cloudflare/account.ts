/** What a stand-in for Cloudflare keeps of an account, and what tests may make of it. */

/** A Worker's script as it was uploaded. */
export interface UploadedWorker {
	readonly name: string;
	/** The entry's `main_module`, `bindings`, compatibility and, where it has some, migrations. */
	readonly metadata: WorkerMetadata;
	/** The modules and source maps by name. */
	readonly modules: ReadonlyMap<string, UploadedModule>;
}

export interface UploadedModule {
	/** Its media type. */
	readonly type: string;
	readonly bytes: Uint8Array;
}

export interface WorkerMetadata {
	readonly main_module: string;
	readonly bindings: readonly UploadedBinding[];
	readonly compatibility_date: string;
	readonly compatibility_flags: readonly string[];
	readonly migrations?: { readonly new_tag: string; readonly steps: readonly unknown[] };
	readonly code_update_strategy?: { readonly mode: string };
	readonly assets?: { readonly jwt: string; readonly config: AssetsConfig };
}

/** How a Worker's static files are served. */
export interface AssetsConfig {
	readonly _headers?: string;
	readonly _redirects?: string;
	readonly run_worker_first?: boolean | readonly string[];
}

export interface UploadedBinding {
	readonly name: string;
	readonly type: string;
	readonly text?: string;
	readonly json?: unknown;
	readonly class_name?: string;
	readonly script_name?: string;
}

/** A deployment of a Pages project as it was uploaded. */
export interface PagesDeployment {
	readonly id: string;
	readonly project: string;
	readonly branch: string;
	readonly environment: 'production' | 'preview';
	readonly worker: UploadedWorker;
	/** The public files by their path, which starts with a slash. */
	readonly files: ReadonlyMap<string, Uint8Array>;
	readonly headers: string;
	readonly redirects: string;
	/** The text of `_routes.json`. */
	readonly routes: string;
}

/** A Worker that is deployed. */
export interface DeployedWorker extends UploadedWorker {
	readonly migrationTag: string | undefined;
	/** Where the Worker has static files: by their path, which starts with a slash. */
	readonly files: ReadonlyMap<string, Uint8Array>;
	/** How its objects were given the code. */
	readonly codeUpdate: string | undefined;
}

/** What a token may do, and what else a test makes of the account. */
export interface Circumstances {
	/** Whether Cloudflare knows the token. */
	readonly token: 'valid' | 'invalid';
	readonly mayEditWorkers: boolean;
	readonly mayEditPages: boolean;
	/** Without it, `/memberships` is refused and `/accounts` lists nothing. */
	readonly maySeeMemberships: boolean;
	/** The ids of the accounts that the token sees. */
	readonly accounts: readonly string[];
	/** The production branch of a Pages project that exists already; none exists if undefined. */
	readonly productionBranch: string | undefined;
	/** Projects of other names in the account. */
	readonly otherProjects: number;
	/** What Cloudflare says of a Pages deployment that fails after its upload. */
	readonly failsWith: string | undefined;
}

export const accountId = '0123456789abcdef0123456789abcdef';

/** A token as `docs/operating.md` recommends it, in an account with nothing in it. */
export const freshAccount: Circumstances = {
	token: 'valid',
	mayEditWorkers: true,
	mayEditPages: true,
	maySeeMemberships: false,
	accounts: [accountId],
	productionBranch: undefined,
	otherProjects: 0,
	failsWith: undefined,
};

/** The account during one run of a stand-in. */
export interface Account {
	/** May change between two deployments. */
	circumstances: Circumstances;
	readonly workers: Map<string, DeployedWorker>;
	/** The production branches of the Pages projects by name. */
	readonly projects: Map<string, string>;
	readonly deployments: PagesDeployment[];
	/** Uploaded files by hash; what is there is not uploaded again. */
	readonly files: Map<string, Uint8Array>;
	/** The manifests of Workers whose upload has begun: paths to hashes, by script name. */
	readonly manifests: Map<string, Readonly<Record<string, { readonly hash: string }>>>;
}
