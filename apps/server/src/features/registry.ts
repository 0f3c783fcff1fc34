import { registerDispatch } from './dispatch/register-dispatch';
import type { RegisterFeature } from './feature';
import { registerHealth } from './health/register-health';
import { registerMessages } from './messages/register-messages';
import { registerPreview } from './preview/register-preview';
import { registerSeed } from './seed/register-seed';
import { registerTables } from './tables/register-tables';
import { registerUpkeep } from './tables/register-upkeep';

/** Everything that the server does beside the catalog. A feature lives in its own folder and has one line here. */
export const features: readonly (readonly [name: string, register: RegisterFeature])[] = [
  ['health', registerHealth],
  ['tables', registerTables],
  ['upkeep', registerUpkeep],
  ['preview', registerPreview],
  ['messages', registerMessages],
  ['dispatch', registerDispatch],
  ['seed', registerSeed],
];
