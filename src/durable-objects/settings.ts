import { env } from 'cloudflare:workers';
import { readObjectSettings } from '../core/settings/object-settings';

const { values, faults } = readObjectSettings({ ...env });
for (const fault of faults) console.warn(JSON.stringify({ setting: fault }));

/** The settings of the objects; one that cannot be used is logged and has its default. */
export const settings = values;
