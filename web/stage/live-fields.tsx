import { Suspense, useSyncExternalStore } from 'react';
import { useCustomFieldsLive } from '../custom/use-custom-fields-live.ts';
import { lazyPart } from '../ui/load-part.ts';
import { stageRequest, subscribeStageRequest } from './stage-request.ts';

const StageDialog = lazyPart(() =>
  import('./stage-dialog.tsx').then((module) => module.StageDialog));

/** Stands once in the frame: new fields reach open screens, a refused stage asks for its fields. */
export function LiveFields() {
  useCustomFieldsLive();
  const request = useSyncExternalStore(subscribeStageRequest, stageRequest);
  return request ? <Suspense><StageDialog request={request} /></Suspense> : null;
}
