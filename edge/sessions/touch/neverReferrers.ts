/**
 * Hosts that a visit only passes through on its way back: payment pages with their bank confirmation, and sign-in. A site adds its own
 * by `ignoredReferrers`.
 */
export const NEVER_REFERRERS: readonly string[] = [
  // payment
  'yookassa.ru', 'yoomoney.ru', 'money.yandex.ru', 'pay.yandex.ru', 'trust.yandex.ru', 'split.yandex.ru', 'securepay.tinkoff.ru', 'pay.tbank.ru',
  'securepayments.tinkoff.ru', 'securepayments.tbank.ru', 'forma.tinkoff.ru', 'forma.tbank.ru', 'securepayments.sberbank.ru', 'ecommerce.sberbank.ru',
  'pay.sber.ru', 'payecom.ru', 'pay.alfabank.ru', 'payment.alfabank.ru', 'ecom.alfabank.ru', 'pay.vtb.ru', 'platezh.vtb24.ru', 'auth.robokassa.ru',
  'robokassa.ru', 'robokassa.com', 'cloudpayments.ru', 'widget.cloudpayments.ru', 'paykeeper.ru', 'payanyway.ru', 'qr.nspk.ru', 'sbp.nspk.ru',
  'acs.nspk.ru', 'mirpay.ru', 'unitpay.ru', 'paymaster.ru', 'uniteller.ru', 'prodamus.ru', 'payform.ru', 'dolyame.ru', 'podeli.ru', 'liqpay.ua',
  'paypal.com', 'checkout.stripe.com', 'hooks.stripe.com', 'buy.stripe.com', 'pay.stripe.com', 'pay.google.com', 'klarna.com', 'adyen.com',
  'checkout.com', 'mollie.com', '2checkout.com', 'secure.worldpay.com', 'checkout.razorpay.com', 'pay.amazon.com', 'shop.app', 'afterpay.com',
  // sign-in
  'accounts.google.com', 'appleid.apple.com', 'login.microsoftonline.com', 'login.live.com', 'login.yahoo.com', 'passport.yandex.ru',
  'passport.yandex.com', 'passport.yandex.by', 'passport.yandex.kz', 'oauth.yandex.ru', 'oauth.yandex.com', 'sso.passport.yandex.ru', 'sso.ya.ru', 'id.vk.com', 'id.vk.ru',
  'oauth.vk.com', 'login.vk.com', 'login.vk.ru', 'connect.ok.ru', 'account.mail.ru', 'auth.mail.ru', 'o2.mail.ru', 'connect.mail.ru', 'esia.gosuslugi.ru', 'id.sber.ru',
  'online.sberbank.ru/csafront', 'id.tinkoff.ru', 'id.tbank.ru', 'oauth.telegram.org', 'id.twitch.tv', 'auth0.com', 'okta.com', 'login.mos.ru',
]
