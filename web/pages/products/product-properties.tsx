import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { ProductCard } from '#contract/catalog';
import { RecordCustom } from '../../custom/record-custom.tsx';
import { InlineText } from '../../form/inline-text.tsx';
import { readRoubles } from '../../form/read-roubles.ts';
import { ru } from '../../texts/ru.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruProducts } from '../../texts/ru-products.ts';
import { formatMoney } from '../../ui/format.ts';
import { IconX } from '../../ui/icons.ts';
import { Side } from '../../panel/side.tsx';
import { PropertyList } from '../../ui/property-list.tsx';
import type { Property } from '../../ui/property-list.tsx';
import type { SaveProduct } from './use-product.ts';
import page from '../record/record-page.module.css';
import css from './products.module.css';

const { card: texts, form: labels } = ruProducts;

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

type Props = { product: ProductCard; save: SaveProduct };

function aboutOf({ product, save }: Props): Property[] {
  const mayEdit = product.may.edit;
  const isLocked = (field: string) => product.readOnly.includes(field);
  const edited = (field: 'article' | 'unit' | 'name', label: string): Property => ({
    label,
    from1c: isLocked(field),
    value: isLocked(field) || !mayEdit ? product[field] : (
      <InlineText
        label={label}
        value={product[field]}
        required={field === 'name'}
        onSave={(value) => {
          const next = { [field]: field === 'name' ? value ?? product.name : value };
          save({ label, body: next, shown: next });
        }}
      />
    ),
  });
  return [
    edited('name', labels.name),
    edited('article', labels.article),
    edited('unit', labels.unit),
    {
      label: labels.group, value: product.group?.name ?? null, from1c: isLocked('groupId'),
    },
    {
      label: labels.vat, value: ruDeal.vatRate(product.vatRate), from1c: isLocked('vatRate'),
    },
    {
      label: texts.price,
      from1c: isLocked('priceKopecks'),
      value: isLocked('priceKopecks') || !mayEdit
        ? product.priceKopecks !== null && formatMoney(product.priceKopecks) : (
          <InlineText
            label={texts.price}
            value={product.priceKopecks === null ? null : formatMoney(product.priceKopecks)}
            faultOf={(text) => (readRoubles(text) === null ? ru.filter.badNumber : null)}
            onSave={(text) => {
              const next = { priceKopecks: text === null ? null : readRoubles(text) };
              save({ label: texts.price, body: next, shown: next });
            }}
          />
        ),
    },
  ];
}

type NewAttributeProps = { onAdd: (name: string, value: string) => void };

function NewAttribute({ onAdd }: NewAttributeProps) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim() || !value.trim()) return;
    onAdd(name.trim(), value.trim());
    setName('');
    setValue('');
  }

  return (
    <form className={css.form} onSubmit={onSubmit}>
      <div className={css.own}>
        <TextInput
          aria-label={texts.ownName}
          placeholder={texts.ownName}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          aria-label={texts.ownValue}
          placeholder={texts.ownValue}
          maxLength={500}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      </div>
      <Button type="submit" variant="default" disabled={!name.trim() || !value.trim()}>
        {texts.addOwn}
      </Button>
    </form>
  );
}

/** Attributes that people add beside those of 1C; 1C never overwrites them. */
function OwnAttributes({ product, save: saveField }: Props) {
  const own = product.ownAttributes;
  if (!product.may.edit && Object.keys(own).length === 0) return null;
  const save = (next: Record<string, string>) => saveField({
    label: texts.own, body: { ownAttributes: next }, shown: { ownAttributes: next },
  });
  return (
    <section className={css.section} aria-label={texts.own}>
      <h2 className={css.heading}>{texts.own}</h2>
      {Object.entries(own).map(([label, text]) => (
        <div key={label} className={css.own}>
          <span>{label}</span>
          {product.may.edit ? (
            <InlineText
              label={label}
              value={text}
              required
              maxLength={500}
              onSave={(next) => next && save({ ...own, [label]: next })}
            />
          ) : <span>{text}</span>}
          {product.may.edit ? (
            <button
              type="button"
              className={css.icon}
              aria-label={texts.removeOwn(label)}
              onClick={() => {
                const { [label]: _gone, ...rest } = own;
                save(rest);
              }}
            >
              <IconX size={14} stroke={1.75} aria-hidden />
            </button>
          ) : null}
        </div>
      ))}
      {product.may.edit ? (
        <NewAttribute onAdd={(name, value) => save({ ...own, [name]: value })} />
      ) : null}
    </section>
  );
}

export function ProductProperties({ isInPanel, ...props }: Props & { isInPanel?: boolean }) {
  const { product } = props;
  const onec = Object.entries(product.attributes);
  return (
    <Side className={page.side} label={texts.about} isInPanel={isInPanel}>
      <h2 className={css.heading}>{texts.about}</h2>
      <PropertyList items={aboutOf(props)} />
      <RecordCustom
        entity="product"
        record={product}
        mayEdit={product.may.edit}
        save={props.save}
      />
      {product.fromOnec ? (
        <section className={css.section} aria-label={texts.onec}>
          <h2 className={css.heading}>{texts.onec}</h2>
          {onec.length === 0 ? <p className={css.quiet}>{texts.noOnec}</p> : (
            <PropertyList
              items={onec.map(([label, value]) => ({ label, value: textOf(value), from1c: true }))}
            />
          )}
        </section>
      ) : null}
      <OwnAttributes {...props} />
    </Side>
  );
}
