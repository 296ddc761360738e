import { createApp } from './app.ts'
import { type Bindings, buildServices } from './buildServices.ts'
import type { DoorbellMessage } from './jobs/doorbell.ts'
import { takeMessages } from './jobs/takeMessages.ts'
import { runJobs } from './jobs/runJobs.ts'

// Where there is no Redis, workerd finds the objects of the hot state by these names.
export { CallerObject } from './pool/object/CallerObject.ts'
export { RegistryObject } from './pool/object/RegistryObject.ts'
export { SiteObject } from './pool/object/SiteObject.ts'

type App = ReturnType<typeof createApp>

/** One set of services and one app per isolate; bindings do not change while it lives. */
let built: { services: ReturnType<typeof buildServices>; app: App } | undefined

function servicesAndApp(env: Bindings) {
  if (!built) {
    const services = buildServices(env)
    built = { services, app: createApp(services) }
  }
  return built
}

export default {
  fetch: (request, env, ctx) => servicesAndApp(env).app.fetch(request, env, ctx),
  queue: (batch, env) => takeMessages(servicesAndApp(env).services, batch),
  scheduled: (controller, env) => runJobs(servicesAndApp(env).services, controller.cron),
} satisfies ExportedHandler<Bindings, DoorbellMessage>
