import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { companiesList, companyCreate } from '#contract/customers';
import { innFault, kppFault, looksLikeInn } from '#contract/requisites';
import type { CustomValues } from '#contract/primitives';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { readsOwn, useSession } from '../../api/session.ts';
import { customBody, CustomMore, customNames } from '../../custom/custom-more.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { FormError } from '../../form/form-error.tsx';
import { KnownRecords } from '../../form/known-records.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { useOpenMade } from '../../form/use-open-made.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { ruContacts } from '../../texts/ru-contacts.ts';
import { Segments } from '../../ui/segments.tsx';
import { toast } from '../../ui/toast-store.ts';
import css from '../../form/form.module.css';

const FIELDS = ['name', 'inn', 'kpp', 'kind', 'address', 'phones', 'emails'];
const KINDS = ['legal', 'sole', 'person'] as const;
const { form: texts } = ruCompanies;

type Draft = {
  name: string; kind: (typeof KINDS)[number]; inn: string; kpp: string; phone: string;
  email: string; address: string; custom: CustomValues;
};
const EMPTY: Draft = {
  name: '', kind: 'legal', inn: '', kpp: '', phone: '', email: '', address: '',
  custom: {},
};

type CompanyFormProps = {
  /** What was looked for: an ИНН or a name. */
  typed?: string;
  onClose: () => void;
  /** Takes the company instead of opening it. */
  onMade?: (company: ReferenceValue) => void;
};

function draftOf(typed: string): Draft {
  const inn = looksLikeInn(typed) ? typed : '';
  const kind = inn.length === 12 ? 'sole' : 'legal';
  return { ...EMPTY, name: inn ? '' : typed, inn, kind };
}

function useCreate({ onClose, onMade }: CompanyFormProps) {
  const open = useOpenMade();
  return useMutation({
    mutationFn: (draft: Draft) => call(companyCreate, {
      body: {
        name: draft.name.trim(),
        kind: draft.kind,
        inn: draft.inn.trim() || null,
        kpp: draft.kind === 'legal' ? draft.kpp.trim() || null : null,
        address: draft.address.trim() || null,
        ...(draft.phone.trim() ? { phones: [draft.phone.trim()] } : {}),
        ...(draft.email.trim() ? { emails: [draft.email.trim()] } : {}),
        ...customBody(draft.custom),
      },
    }),
    onSuccess: ({ id }, draft) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(companiesList) });
      toast(texts.created(draft.name.trim()));
      if (onMade) {
        onMade({ id, title: draft.name.trim() });
        return;
      }
      onClose();
      void open(paths.company(id));
    },
  });
}

/** The faults that a person can see before the server does; digits are checked as they end. */
function faultsOf(draft: Draft): Partial<Record<keyof Draft, string | null>> {
  const inn = draft.inn.trim();
  const kpp = draft.kpp.trim();
  return {
    inn: inn ? innFault(inn) : null,
    kpp: kpp && draft.kind === 'legal' ? kppFault(kpp) : null,
  };
}

/** Whoever may be meant is opened, or taken, instead of being made again. */
function KnownCompanies({ draft, onClose, onMade }: CompanyFormProps & { draft: Draft }) {
  const open = useOpenMade();
  const { name, inn, phone, email } = draft;
  return (
    <KnownRecords
      subject="company"
      typed={{ name, inn, phones: [phone], emails: [email] }}
      {...(onMade ? { chooseLabel: ruContacts.known.choose } : {})}
      onChoose={({ id, title }) => {
        if (onMade) {
          onMade({ id, title });
          return;
        }
        onClose();
        void open(paths.company(id));
      }}
    />
  );
}

/** A company of one's own, before 1C knows it. */
export function CompanyForm(props: CompanyFormProps) {
  const { typed = '', onClose } = props;
  const isOwn = readsOwn(useSession(), 'company');
  const [draft, setDraft] = useState<Draft>(() => draftOf(typed));
  const [isTried, setTried] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<keyof Draft>>(new Set());
  const create = useCreate(props);
  const faults = faultsOf(draft);
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim() && !faults.inn && !faults.kpp) create.mutate(draft);
  }

  /** One text field; its fault is shown when it has been left. */
  const field = (
    name: Exclude<keyof Draft, 'kind' | 'address' | 'custom'>, serverName: string = name,
  ) => ({
    label: texts[name],
    value: draft[name],
    error: (isTried || left.has(name) ? faults[name] : null)
      ?? fieldError(create.error, serverName),
    onBlur: () => setLeft((now) => new Set([...now, name])),
    onChange: (event: { currentTarget: { value: string } }) =>
      set({ [name]: event.currentTarget.value }),
  });

  return (
    <Modal opened onClose={onClose} title={isOwn ? texts.ownTitle : texts.title} size={480}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          {...field('name')}
          data-autofocus
          placeholder={texts.namePlaceholder}
          maxLength={500}
          error={isTried && !draft.name.trim() ? texts.needName : fieldError(create.error, 'name')}
        />
        <Segments
          label={texts.kind}
          value={draft.kind}
          items={KINDS.map((value) => ({ value, label: ruCompanies.kinds[value] ?? value }))}
          onChange={(kind) => set({ kind })}
        />
        <div className={css.pair}>
          <TextInput {...field('inn')} inputMode="numeric" maxLength={12} />
          {draft.kind === 'legal' ? <TextInput {...field('kpp')} maxLength={9} /> : null}
        </div>
        <div className={css.pair}>
          <TextInput {...field('phone', 'phones')} type="tel" maxLength={100} />
          <TextInput {...field('email', 'emails')} type="email" maxLength={254} />
        </div>
        <Textarea
          label={texts.address}
          autosize
          maxLength={1000}
          value={draft.address}
          onChange={(event) => set({ address: event.currentTarget.value })}
        />
        <CustomMore entity="company" values={draft.custom} error={create.error}
          onChange={(custom) => set({ custom })} />
        <KnownCompanies {...props} draft={draft} />
        <FormError error={create.error} shown={[...FIELDS, ...customNames(draft.custom)]} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={create.isPending}>
            {isOwn ? texts.ownSubmit : texts.submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
