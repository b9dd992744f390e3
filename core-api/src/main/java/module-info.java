/**
 * The contracts of Jerboa: what a driver or board plugin implements and what it is lent.
 *
 * <p>Needs the JDK only. Plugins compile against this module and nothing else.
 */
module dev.jerboa.api {
  exports dev.jerboa.api;
  exports dev.jerboa.api.bundle;
  exports dev.jerboa.api.config;
  exports dev.jerboa.api.console;
  exports dev.jerboa.api.dialog;
  exports dev.jerboa.api.driver;
  exports dev.jerboa.api.files;
  exports dev.jerboa.api.flash;
  exports dev.jerboa.api.power;
  exports dev.jerboa.api.support;
}
