// Writes the documents that are derived from code: node tools/write-docs.ts
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { errorsDocument, permissionsDocument, withArrows } from './guards/generated.ts';
import { declaredRoutes } from './guards/routes.ts';
import { REPOSITORY } from './guards/source-files.ts';

const place = (name: string) => path.join(REPOSITORY, name);

writeFileSync(place('docs/errors.md'), errorsDocument());
writeFileSync(place('docs/permissions.md'), permissionsDocument(await declaredRoutes()));
const architecture = place('ARCHITECTURE.md');
writeFileSync(architecture, withArrows(readFileSync(architecture, 'utf8')));
