"""JavaScript's loggers. What they are given shows as JSON or as the console has it: objects with all their fields."""

from sup_lint.analysis.sinks.row import Row

_LOG = "a log"
_LEVELS = "trace debug verbose silly info http notice warn warning error fatal critical crit alert emerg success"
_MORE_LEVELS = f"{_LEVELS} log write data input"
_BINDING = "child extend withContext withTag withScope fields setBindings addContext"
_PACKAGES = (
    "winston pino pino-http pino-pretty bunyan log4js loglevel consola signale tslog npmlog roarr electron-log bole"
    " tracer js-logger logdown ulog log loggy caterpillar lambda-log @adonisjs/core @nestjs/common nestjs-pino"
    " @aws-lambda-powertools/logger firebase-functions @google-cloud/logging @google-cloud/logging-winston"
    " react-native-logs @logtail @axiomhq next-axiom @vercel/logger @std/log egg-logger fastify koa-logger"
    " @ptkdev/logger adze diary winston-daily-rotate-file express-winston @tsed/logger @elastic/ecs-pino-format"
    " loglayer logtape @logtape/logtape pinejs homebridge heroku-logger timber simple-node-logger"
)

ROWS = (
    Row(_PACKAGES, _LEVELS, _LOG, "*values"),
    Row(_PACKAGES, "log write entry", _LOG, "*values"),
    Row("signale", "await complete pause pending note star start watch fav", _LOG, "*values"),
    Row("consola", "box ready start log fail", _LOG, "*values"),
    Row("bunyan pino winston log4js tslog roarr @aws-lambda-powertools/logger loglayer", _BINDING, _LOG, "*values"),
    Row("bunyan pino winston tslog roarr", "getChildLogger getSubLogger getContext adopt", _LOG, "*values"),
    Row("@aws-lambda-powertools/logger", "appendKeys appendPersistentKeys addPersistentLogAttributes", _LOG, "keys"),
    Row("roarr", "()", _LOG, "*values"),
    Row("debug debug-logger debuglog loggerithm obug", "()", _LOG, "*values"),
    Row("debug", "log", _LOG, "*values"),
    Row("firebase-functions", "write", _LOG, "entry"),
    # Loggers of unknown origin, known by their names.
    Row("", _MORE_LEVELS, _LOG, "*values", "logger"),
    Row("", "child setBindings withContext", _LOG, "*values", "logger"),
)
