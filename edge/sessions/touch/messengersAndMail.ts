import type { KnownSource } from './knownSource.ts'

const messenger = (source: string, hosts: readonly string[], names: readonly string[] = [], apps: readonly string[] = []): KnownSource => ({
  source,
  kind: 'messenger',
  hosts,
  names,
  apps,
})
const mail = (source: string, hosts: readonly string[], apps: readonly string[] = []): KnownSource => ({
  source,
  kind: 'email',
  hosts,
  apps,
})

export const MESSENGERS_AND_MAIL: readonly KnownSource[] = [
  messenger(
    'telegram',
    ['t.me', 'telegram.me', 'telegram.org', 'web.telegram.org', 'telegram.dog', 'webk.telegram.org'],
    ['tg', 'tgads', 'tg_ads', 'telegram_ads', 'telegram-ads', 't.me', 'telegram.org', 'телеграм', 'telega.in', 'tgstat'],
    ['org.telegram.messenger', 'org.telegram.messenger.web', 'org.telegram.plus', 'org.thunderdog.challegram'],
  ),
  messenger(
    'whatsapp',
    ['whatsapp.com', 'web.whatsapp.com', 'wa.me', 'wa.clck.bar', 'l.wl.co'],
    ['wa', 'whatsapp.com', 'wapp'],
    ['com.whatsapp', 'com.whatsapp.w4b'],
  ),
  messenger('viber', ['viber.com', 'vb.me'], ['viber.com'], ['com.viber.voip']),
  messenger('max', ['max.ru', 'web.max.ru'], ['max.ru'], ['ru.oneme.app']),
  messenger('facebook messenger', ['messenger.com', 'm.me'], ['messenger', 'msg'], ['com.facebook.orca']),
  messenger('discord', ['discord.com', 'discordapp.com', 'discord.gg'], ['discord.com'], ['com.discord']),
  messenger('slack', ['slack.com', 'app.slack.com'], ['slack.com'], ['com.slack']),
  messenger('skype', ['skype.com', 'web.skype.com'], [], ['com.skype.raider']),
  messenger('teams', ['teams.microsoft.com', 'statics.teams.cdn.office.net'], ['microsoft teams'], ['com.microsoft.teams']),
  messenger('signal', ['signal.org', 'signal.me'], [], ['org.thoughtcrime.securesms']),
  messenger('line', ['line.me'], [], ['jp.naver.line.android']),
  messenger('wechat', ['wechat.com', 'weixin.qq.com', 'mp.weixin.qq.com'], ['weixin'], ['com.tencent.mm']),
  messenger('icq', ['web.icq.com', 'icq.im']),
  messenger('vk messenger', ['web.vk.me']),
  mail('gmail', ['mail.google.com', 'inbox.google.com'], ['com.google.android.gm', 'com.google.android.gm.lite']),
  mail(
    'mail.ru mail',
    ['e.mail.ru', 'touch.mail.ru', 'm.mail.ru', 'octavius.mail.ru', 'click.mail.ru', 'light.mail.ru'],
    ['ru.mail.mailapp'],
  ),
  mail('yandex mail', [], ['ru.yandex.mail']),
  mail('rambler mail', ['mail.rambler.ru']),
  mail(
    'outlook',
    ['outlook.live.com', 'outlook.office.com', 'outlook.office365.com', 'mail.live.com', 'outlook.com', 'safelinks.protection.outlook.com'],
    ['com.microsoft.office.outlook'],
  ),
  mail(
    'yahoo mail',
    ['mail.yahoo.com', 'mail.yahoo.co.uk', 'mail.yahoo.co.jp', 'mail.yahoo.net'],
    ['com.yahoo.mobile.client.android.mail'],
  ),
  mail('proton mail', ['mail.proton.me', 'mail.protonmail.com'], ['ch.protonmail.android']),
  mail('icloud mail', ['icloud.com/mail', 'mail.icloud.com']),
  mail('zoho mail', ['mail.zoho.com', 'mail.zoho.eu']),
]
