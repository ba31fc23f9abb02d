import { createElement, Fragment, type ReactNode } from 'react'
import { formatNumber } from './formats'
import { language, translation } from './language'

/** A text, or its forms for one and for any other `count`. `{name}` is replaced by a value of that name. */
export type Message = string | { one: string; other: string }
export type Messages = Record<string, Message>

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type Values<Text extends Message, Value> = Text extends { one: string; other: infer Other }
  ? { count: number } & Record<Exclude<Names<Other>, 'count'>, Value>
  : Record<Names<Text>, Value>
type Rest<Text extends Message> = keyof Values<Text, string> extends never
  ? []
  : [values: Values<Text, string | number>]

/** The texts of one area of the console, in the language of the person. */
export interface Texts<Area extends Messages> {
  <Key extends keyof Area>(key: Key, ...values: Rest<Area[Key]>): string
  /** A text with elements in it. */
  rich<Key extends keyof Area>(key: Key, values: Values<Area[Key], ReactNode>): ReactNode
  readonly english: Area
}

/** What a translation of an area must have: the same keys, each in the same form. */
export type Translated<Area> =
  Area extends Texts<infer English>
    ? { [Key in keyof English]: English[Key] extends string ? string : { one: string; other: string } }
    : never

/**
 * Declares the texts of an area. To be called while a page is drawn and never while a module loads: the language may
 * come later.
 */
export function area<const Area extends Messages>(name: string, english: Area): Texts<Area> {
  const text = (key: keyof Area, count: unknown): string => {
    const message = (translation()?.[name]?.[key as string] ?? english[key]) as Message
    if (typeof message === 'string') return message
    const form = new Intl.PluralRules(language()).select(Number(count))
    return form === 'one' ? message.one : message.other
  }
  const plain = (key: keyof Area, values: Record<string, string | number> = {}) =>
    text(key, values.count).replace(placeholder, (whole, at: string) => {
      const value = values[at] ?? whole
      return typeof value === 'number' ? formatNumber(value) : value
    })
  const rich = (key: keyof Area, values: Record<string, ReactNode>) =>
    text(key, values.count)
      .split(placeholder)
      // Odd parts are names.
      .map((part, index) =>
        createElement(Fragment, { key: index }, index % 2 === 0 ? part : (values[part] ?? null)),
      )
  return Object.assign(plain, { rich, english }) as unknown as Texts<Area>
}

const placeholder = /\{(\w+)\}/g
