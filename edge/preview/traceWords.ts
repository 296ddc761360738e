import type { E164, RegionCode } from '../brands.ts'
import type { ParsedLeaseRequest } from '../contract.ts'
import type { StaticRule } from '../leases/chooseStatic.ts'
import type { ChainLink, ChainStep } from '../regions/regionChain.ts'
import type { DecidedBy } from '../regions/regionOf.ts'
import type { Touch, TouchRule } from '../sessions/touch/touch.ts'
import type { PreviewHow, Words } from './previewContract.ts'
import { regionWords } from './regionWords.ts'

const words = (en: string, ru: string): Words => ({ en, ru })

const BY_REGION: Record<DecidedBy, Words> = {
  preview: words('chosen in the preview', 'выбран в предпросмотре'),
  home: words(
    'the home region of the site: every visitor gets its numbers, whatever his own region is',
    'домашний регион сайта: его номера получают все посетители, откуда бы они ни были',
  ),
  cf: words('stated by Cloudflare of your address', 'так Cloudflare определяет ваш адрес'),
  table: words('by the address table or a correction of the site', 'по таблице адресов или поправке сайта'),
  none: words('', ''),
}

const STEP: Record<ChainStep, Words> = {
  exact: words('the visitor’s own', 'свой регион посетителя'),
  group: words('of one group with it', 'в одной группе с ним'),
  neighbour: words('a neighbour', 'соседний'),
  country: words('the country', 'страна'),
  nationwide: words('nationwide', 'общий для страны'),
  home: words('home region', 'домашний регион'),
}

const RULE: Record<StaticRule, Words> = {
  parameter: words('a parameter of the address', 'параметр адреса'),
  landing: words('the landing page', 'страница входа'),
  'source-and-campaign': words('source and campaign', 'источник и кампания'),
  source: words('the source', 'источник'),
  campaign: words('the campaign', 'кампания'),
  channel: words('the channel', 'канал'),
  region: words('the region', 'регион'),
  all: words('all traffic', 'весь трафик'),
}

const MARKED: Partial<Record<TouchRule, Words>> = {
  marks: words('by utm marks', 'по меткам utm'),
  'custom-marks': words('by the site’s own marks', 'по собственным меткам сайта'),
  openstat: words('by openstat', 'по метке openstat'),
  'click-id': words('by a click id', 'по идентификатору клика'),
  from: words('by the mark from', 'по метке from'),
  'own-host': words('the referrer is the site itself', 'переход внутри сайта'),
  'never-referrer': words('the referrer does not count', 'реферер не учитывается'),
  direct: words('no marks and no referrer', 'ни меток, ни реферера'),
}
const REFERRED = words('by the referrer', 'по рефереру')

/** What the preview says of each decision. Regions stand after colons: names keep their one form in both languages. */
export const TRACE = {
  site: (enabled: boolean) =>
    enabled
      ? words('The site is switched on.', 'Сайт включён.')
      : words('The site is switched off: pages keep their own numbers.', 'Сайт выключен: на страницах остаются собственные номера.'),

  consent({ required, given, result }: { required: boolean; given: boolean; result: ParsedLeaseRequest['consent'] | 'nothing' }): Words {
    if (!required) return words('The site does not ask for consent.', 'Сайт не запрашивает согласие.')
    if (given) return words('Consent was given.', 'Согласие дано.')
    if (result === 'nothing')
      return words(
        'There is no consent, and until then the site shows no numbers: the page keeps its own.',
        'Согласия нет, а до него сайт номеров не показывает: на странице остаются собственные.',
      )
    if (result === 'region-only')
      return words(
        'There is no consent: only the region and the referrer’s host count, click ids are not read.',
        'Согласия нет: учитываются только регион и хост реферера, идентификаторы кликов не читаются.',
      )
    return words(
      'There is no consent: all counts for this page, nothing is kept on the device.',
      'Согласия нет: для этой страницы учитывается всё, на устройстве ничего не хранится.',
    )
  },

  region({ region, by }: { region: RegionCode | null; by: DecidedBy }): Words {
    if (!region)
      return words(
        'Region: unknown. Each target’s own region is taken in its place.',
        'Регион: неизвестен. Вместо него берётся регион самого номера на странице.',
      )
    const name = regionWords(region)
    return words(`Region: ${name.en} (${BY_REGION[by].en}).`, `Регион: ${name.ru} (${BY_REGION[by].ru}).`)
  },

  source({ source, medium, campaign, rule }: Pick<Touch, 'source' | 'medium' | 'campaign' | 'rule'>): Words {
    const why = MARKED[rule] ?? REFERRED
    const of = `${source} / ${medium}`
    return words(
      `Source: ${of}${campaign ? `, campaign: ${campaign}` : ''} (${why.en}).`,
      `Источник: ${of}${campaign ? `, кампания: ${campaign}` : ''} (${why.ru}).`,
    )
  },

  target: (target: E164, known: boolean) =>
    known
      ? words(`${target} is a target of the site.`, `${target}: номер сайта, который подменяется.`)
      : words(`${target} is none of the site’s targets: it stays.`, `${target} не входит в подменяемые номера сайта и остаётся.`),

  destination: (listed: boolean) =>
    listed
      ? words('The destination that the page asks for is allowed.', 'Назначение, которое просит страница, разрешено.')
      : words(
          'The destination that the page asks for is neither on the site’s list nor validly signed.',
          'Назначения, которое просит страница, нет в списке сайта, и оно не подписано.',
        ),

  unbound: words('The destination is signed, but no number is bound to it yet.', 'Назначение подписано, но номеров для него пока нет.'),

  rule(rule: StaticRule | undefined, taken: boolean): Words {
    if (!rule) return words('No static number stands for this visit.', 'Статического номера для такого визита нет.')
    const why = RULE[rule]
    return taken
      ? words(
          `A static number stands for this visit (${why.en}), but another slot shows it: the pool decides.`,
          `Для такого визита есть статический номер (${why.ru}), но он уже показан в другом месте: решает пул.`,
        )
      : words(
          `A static number stands for this visit (${why.en}): it comes before the pool.`,
          `Для такого визита есть статический номер (${why.ru}): он важнее пула.`,
        )
  },

  chain(chain: readonly ChainLink[]): Words {
    if (!chain.length) return words('No number of the site suits this visitor.', 'Подходящих посетителю номеров у сайта нет.')
    const list = (language: keyof Words) =>
      chain.map(({ region, step }) => `${regionWords(region)[language]} (${STEP[step][language]})`).join(' → ')
    return words(`Numbers are looked for in: ${list('en')}.`, `Номер ищется в регионах: ${list('ru')}.`)
  },

  pool({ how, exhausted, exclusive }: { how: PreviewHow; exhausted: boolean; exclusive: boolean }): Words {
    if (how === 'pool')
      return words('A number is free: the visitor has it to himself.', 'Есть свободный номер: его видит только этот посетитель.')
    const held = exhausted ? words('Every number is held by somebody', 'Все номера заняты') : words('There is no number', 'Номера нет')
    if (how === 'shared')
      return words(
        `${held.en}: two visitors see one number, and its calls are attributed less surely.`,
        `${held.ru}: один номер видят два посетителя, и его звонки определяются менее уверенно.`,
      )
    if (how === 'overflow')
      return words(`${held.en}: the site’s overflow number is shown.`, `${held.ru}: показывается запасной номер сайта.`)
    return exclusive && exhausted
      ? words(
          `${held.en}, and one with a destination of its own is never shared.`,
          `${held.ru}, а номер с собственным назначением не делится.`,
        )
      : words(`${held.en}: the page keeps its own.`, `${held.ru}: на странице остаётся собственный.`)
  },

  number(region: RegionCode | null): Words {
    if (!region) return words('Shown: the page’s own number.', 'Показан собственный номер страницы.')
    const name = regionWords(region)
    return words(
      `Shown: a sample, which nobody can be called by. Region: ${name.en}.`,
      `Показан образец, позвонить по нему нельзя. Регион: ${name.ru}.`,
    )
  },
}
