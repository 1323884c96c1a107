/**
 * The script of every hosted site: the mobile menu, and focus rings for the keyboard only. Pages are complete without it.
 * Plugins are imported one by one; Bootstrap Italia's own bundle weighs 1 MB and injects fonts.
 */
import 'bootstrap-italia/dist/plugins/navbar-collapsible.js';
import 'bootstrap-italia/dist/plugins/track-focus.js';
