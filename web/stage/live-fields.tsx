import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useCustomFieldsLive } from '../custom/use-custom-fields-live.ts';
import { stageRequest, subscribeStageRequest } from './stage-request.ts';

const StageDialog = lazy(() =>
  import('./stage-dialog.tsx').then((module) => ({ default: module.StageDialog })));

/** Stands once in the frame: new fields reach open screens, a refused stage asks for its fields. */
export function LiveFields() {
  useCustomFieldsLive();
  const request = useSyncExternalStore(subscribeStageRequest, stageRequest);
  return request ? <Suspense><StageDialog request={request} /></Suspense> : null;
}
