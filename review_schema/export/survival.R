# Survival figures from RimRead's events.csv, computed and drawn by R alone: packages survival and, for Gray's test and
# EZR's limits, cmprsk; without cmprsk these are NA, and cumulative incidence comes from survfit all the same.
#
#   Rscript survival.R [EVENTS.csv [FOLDER]] [--without-cmprsk]
#
# Without arguments: events.csv beside this script, results into the folder survival_R beside it. Written are
# curves.csv, landmarks.csv, times.csv, tests.csv (the columns of `rimread survival`, behind the four that name the
# question), table3.csv, figures.pdf with a page per comparison, one PNG for each counted from surgery, and versions.txt.

suppressPackageStartupMessages(library(survival))
options(stringsAsFactors = FALSE, warn = 1, scipen = 15)

# --- definitions, written by RimRead ----------------------------------------------------------------------------------

#<definitions>

# What is asked: every endpoint and unit of the file, by arm and all together, from each start. Edit at will; columns:
#   paramcd; unit (patient, cavity); by (a column of the file, "" for all together); strata (a column the tests are
#   stratified by, or ""); start: surgery (days from it), delayed (the same, at risk from the start of radiotherapy on),
#   treatment (days from the start of radiotherapy).
questions_of <- function(events) {
  asked <- unique(data.frame(paramcd = events$paramcd, unit = ifelse(is.na(events$cavity), "patient", "cavity")))
  asked <- asked[order(asked$paramcd, asked$unit, method = "radix"), ]
  ways <- expand.grid(start = c("surgery", "delayed", "treatment"), by = c("arm", ""), strata = "", stringsAsFactors = FALSE)
  merge(ways, asked, by = NULL)[, c("paramcd", "unit", "by", "strata", "start")]
}

# --- reading and writing ----------------------------------------------------------------------------------------------

days_columns <- c("time_days", "left_days", "right_days", "competing_days", "entry_days")

read_events <- function(file) {
  cells <- read.csv(file, colClasses = "character", na.strings = character(0), check.names = FALSE, encoding = "UTF-8",
                    quote = "\"", comment.char = "")
  for (name in names(cells)) cells[[name]] <- plain(cells[[name]])
  for (name in c("cavity", "reader", "read_id", "arm", "left_days", "right_days", "competing_days", "entry_days"))
    if (is.null(cells[[name]])) cells[[name]] <- rep(NA_character_, nrow(cells))
  for (name in c(days_columns, "status")) cells[[name]] <- as.numeric(cells[[name]])
  cells
}

# A cell without NA, and without the apostrophe that keeps spreadsheets from running it.
plain <- function(text) {
  text <- trimws(text)
  text[text %in% c("", "NA")] <- NA
  guarded <- !is.na(text) & substr(text, 1, 1) == "'" & runs(substring(text, 2))
  text[guarded] <- substring(text[guarded], 2)
  text
}

runs <- function(text) substr(trimws(text), 1, 1) %in% c("=", "+", "-", "@")

write_table <- function(table, file) {
  shown <- lapply(table, function(column) {
    if (is.numeric(column)) {
      text <- as.character(signif(column, 10))
      text[is.na(column)] <- "NA"
      return(text)
    }
    text <- as.character(column)
    text <- ifelse(!is.na(text) & runs(text), paste0("'", text), text)
    ifelse(is.na(text), "NA", paste0("\"", gsub("\"", "\"\"", text, fixed = TRUE), "\""))
  })
  lines <- c(paste(names(table), collapse = ","), if (nrow(table)) do.call(paste, c(unname(shown), sep = ",")))
  handle <- base::file(file, "wb")
  on.exit(close(handle))
  writeLines(enc2utf8(lines), handle, useBytes = TRUE)
}

sorted <- function(text) sort(unique(text), method = "radix") # the same order in every locale

bound <- function(parts) do.call(rbind, parts[lengths(parts) > 0])

# --- which units ------------------------------------------------------------------------------------------------------

# One line per unit that the question is about and that can be followed; subjects whom nobody read belong to every reader.
# Entry -1 stands for: under observation from the beginning, day 0 included.
units_of <- function(events, question, reader, subgroup = list()) {
  found <- events[events$paramcd == question$paramcd & (is.na(events$reader) | events$reader %in% reader), ]
  found <- found[is.na(found$cavity) == (question$unit == "patient"), ]
  found <- found[!duplicated(found[, c("id", "cavity")], fromLast = TRUE), ] # of two first reads the later counts
  for (column in names(subgroup)) found <- found[found[[column]] %in% subgroup[[column]], ]
  found$group <- if (nzchar(question$by)) found[[question$by]] else rep("all", nrow(found))
  found$stratum <- if (nzchar(question$strata)) found[[question$strata]] else rep("", nrow(found))
  found <- found[!is.na(found$group) & !is.na(found$stratum) & !is.na(found$time_days), ]
  found$time <- found$time_days
  found$ended <- ifelse(found$status == 2 & !is.na(found$competing_days), found$competing_days, found$time_days)
  found$entry <- rep(-1, nrow(found))
  if (question$start != "surgery") {
    entry <- found$entry_days
    kept <- !is.na(entry) & !(entry > 0 & entry >= found$time)
    found <- found[kept, ]
    entry <- entry[kept]
    if (question$start == "delayed") {
      found$entry <- ifelse(entry > 0, entry, -1)
    } else {
      found$time <- found$time - entry
      found$ended <- found$ended - entry
    }
  }
  found$event <- as.integer(found$status == 1)
  found
}

followed <- function(units, event = units$event) {
  if (all(units$entry == -1)) Surv(units$time, event) else Surv(units$entry, units$time, event)
}

# --- curves -----------------------------------------------------------------------------------------------------------

inner <- function(p) !is.na(p) & p > 1e-12 & p < 1 - 1e-12

# Steps of a fitted curve, with the standard error of the probability itself and no limits where it is 0 or 1.
steps_of <- function(fit, value = fit$surv, error = if (isTRUE(fit$logse)) fit$surv * fit$std.err else fit$std.err,
                     low = fit$lower, high = fit$upper, at_risk = fit$n.risk, events = fit$n.event,
                     censored = fit$n.censor, starts_at = 1) {
  # Once nobody is left free of the event, Greenwood's error is NaN and the jackknife's 0: NA for both.
  error[is.nan(error) | (starts_at == 1 & value <= 1e-12)] <- NA
  low[!inner(value)] <- NA
  high[!inner(value)] <- NA
  structure(data.frame(time_days = fit$time, at_risk, events, censored, value, standard_error = error, low, high),
            starts_at = starts_at)
}

at_days <- function(steps, days) {
  place <- findInterval(days, steps$time_days)
  start <- attr(steps, "starts_at")
  if (place == 0) return(data.frame(value = start, standard_error = 0, low = start, high = start))
  data.frame(steps[place, c("value", "standard_error", "low", "high")], row.names = NULL)
}

kaplan_meier <- function(units) survfit(followed(units) ~ 1, conf.type = "log-log")

# Several units of one patient taken together: infinitesimal jackknife over patients.
clustered <- function(units) {
  survfit(followed(units) ~ 1, id = seq_len(nrow(units)), cluster = match(units$id, unique(units$id)), robust = TRUE,
          conf.type = "log-log")
}

cumulative_incidence <- function(units) {
  state <- factor(units$status, 0:2, c("censored", "event", "death"))
  # Sums that pass 0 or 1 by rounding have no limits; survfit warns of them.
  fit <- suppressWarnings(survfit(Surv(units$ended, state) ~ 1, conf.type = "log-log"))
  own <- match("event", fit$states)
  left <- table(factor(units$ended, fit$time))
  with_any <- table(factor(units$ended[units$status > 0], fit$time))
  steps_of(fit, fit$pstate[, own], as.matrix(fit$std.err)[, own], as.matrix(fit$lower)[, own],
           as.matrix(fit$upper)[, own], rev(cumsum(rev(as.vector(left)))), as.vector(fit$n.event[, own]),
           as.vector(left - with_any), starts_at = 0)
}

# The same estimate with cmprsk's variance: the limits that EZR prints.
incidence_ezr <- function(units, days) {
  none <- data.frame(value = NA_real_, standard_error = NA_real_, low = NA_real_, high = NA_real_)
  if (!has_cmprsk || days > max(units$ended)) return(none)
  if (days < min(units$ended)) return(data.frame(value = 0, standard_error = 0, low = 0, high = 0))
  if (!any(units$status == 1)) return(data.frame(value = 0, standard_error = 0, low = NA_real_, high = NA_real_))
  told <- cmprsk::timepoints(cmprsk::cuminc(units$ended, units$status, cencode = 0), days)
  value <- told$est["1 1", 1]
  error <- sqrt(told$var["1 1", 1])
  limit <- if (inner(value)) value^exp(c(1, -1) * qnorm(0.025) * error / (value * log(value))) else c(NA, NA)
  data.frame(value, standard_error = error, low = min(limit), high = max(limit), row.names = NULL)
}

# Turnbull's estimate: the event happened in (left, right]; right NA: not seen by then. survfit's own type "interval2"
# stops at a change of 5e-5; this goes on to 1e-9 and leaves the errors to the weighted survfit, as that does.
turnbull <- function(left, right) {
  open <- is.na(right)
  low <- left[!open]
  high <- right[!open]
  exact <- low == high
  ends <- c(low[exact], high[!exact], low[!exact], left[open])
  kind <- rep(c(0, 1, 2), c(sum(exact), sum(!exact), sum(!exact) + sum(open)))
  order_of_ends <- order(ends, kind)
  ends <- ends[order_of_ends]
  kind <- kind[order_of_ends]
  n <- length(ends)
  between <- kind[-n] != 1 & kind[-1] == 1
  steps <- sort(unique(c(ends[kind == 0], (0.5 * (ends[-n] + ends[-1]))[between])))
  times <- sort(unique(c(steps, left[open])))
  lost <- tabulate(match(left[open], times), length(times))
  place <- match(steps, times)
  weighted <- function(weight) {
    events <- replace(numeric(length(times)), place, weight)
    at_risk <- rev(cumsum(rev(events + lost)))
    list(events = events, at_risk = at_risk, value = cumprod(1 - pmin(ifelse(at_risk > 0, events / at_risk, 0), 1)))
  }
  covers <- (outer(low, steps, "<") & outer(high, steps, ">=")) | (exact & outer(low, steps, "=="))
  weight <- colSums(covers)
  weight <- weight * length(low) / max(sum(weight), 1)
  for (turn in seq_len(if (length(steps)) 5000 else 0)) {
    jumps <- -diff(c(1, weighted(weight)$value[place]))
    chance <- pmax(as.vector(covers %*% jumps), 1e-14)
    following <- jumps * as.vector(crossprod(covers, 1 / chance))
    moved <- max(abs(following - weight))
    weight <- following
    if (moved < 1e-9) break
  }
  curve <- weighted(weight)
  fit <- suppressWarnings(survfit(Surv(c(left[open], steps), rep(0:1, c(sum(open), length(steps)))) ~ 1,
                 weights = c(rep(1, sum(open)), pmax(weight, 1e-300)), robust = TRUE, conf.type = "log-log"))
  steps_of(fit, value = curve$value, at_risk = curve$at_risk, events = curve$events, censored = lost)
}

interval_of <- function(units) {
  if (anyNA(units$left_days)) return(NULL)
  seen <- ifelse(!is.na(units$right_days) & units$right_days > 0, units$right_days, units$time_days)
  turnbull(units$left_days, ifelse(units$event == 1, seen, NA))
}

# Where a limit rises again (delayed entry: the risk set grows) its first crossing counts; quantile would sort it.
quantiles <- function(fit, probabilities) {
  for (limit in c("lower", "upper")) {
    known <- !is.na(fit[[limit]])
    fit[[limit]][known] <- cummin(fit[[limit]][known])
  }
  quantile(fit, probabilities)
}

restricted_mean <- function(fit, days) {
  # Nobody has left yet: summary would refuse.
  if (days <= fit$time[1]) return(data.frame(value = days, standard_error = 0, low = days, high = days))
  told <- summary(fit, rmean = days)$table
  error <- told[["se(rmean)"]]
  data.frame(value = told[["rmean"]], standard_error = error, low = told[["rmean"]] - qnorm(0.975) * error,
             high = told[["rmean"]] + qnorm(0.975) * error)
}

# --- tests ------------------------------------------------------------------------------------------------------------

# Log-rank (rho 0) and Fleming-Harrington (rho 1). survdiff takes no delayed entry, and stops where the variance is 0
# (nobody else at risk at any event), so the same sums are made here then.
log_rank <- function(units, rho) {
  if (!any(units$event == 1)) return(c(NA, 0, NA))
  group <- factor(units$group, sorted(units$group))
  made <- if (all(units$entry == -1)) tryCatch({
    if (length(unique(units$stratum)) > 1) {
      survdiff(Surv(time, event) ~ group + strata(stratum), data = cbind(units[, c("time", "event", "stratum")], group),
               rho = rho)
    } else {
      survdiff(Surv(time, event) ~ group, data = cbind(units[, c("time", "event")], group), rho = rho)
    }
  }, error = function(refused) NULL)
  if (!is.null(made)) {
    observed <- rowSums(as.matrix(made$obs))
    expected <- rowSums(as.matrix(made$exp))
    spread <- made$var
  } else {
    observed <- expected <- numeric(nlevels(group))
    spread <- matrix(0, nlevels(group), nlevels(group))
    for (stratum in unique(units$stratum)) {
      inside <- units$stratum == stratum
      free <- 1
      for (day in sort(unique(units$time[inside & units$event == 1]))) {
        exposed <- inside & units$entry < day & units$time >= day
        n <- as.vector(table(group[exposed]))
        d <- as.vector(table(group[exposed & units$time == day & units$event == 1]))
        weight <- free^rho
        observed <- observed + weight * d
        expected <- expected + weight * sum(d) * n / sum(n)
        tied <- if (sum(n) > 1) (sum(n) - sum(d)) / (sum(n) - 1) else 0
        share <- n / sum(n)
        spread <- spread + weight^2 * sum(d) * tied * (diag(share, length(n)) - outer(share, share))
        free <- free * (1 - sum(d) / sum(n))
      }
    }
  }
  counted <- which(expected > 0)
  degrees <- max(length(counted) - 1, 0)
  others <- counted[-1]
  if (degrees < 1 || qr(spread[others, others, drop = FALSE])$rank < degrees) return(c(NA, degrees, NA))
  moved <- (observed - expected)[others]
  statistic <- sum(moved * solve(spread[others, others, drop = FALSE], moved))
  c(statistic, degrees, pchisq(statistic, degrees, lower.tail = FALSE))
}

gray <- function(units) {
  degrees <- length(unique(units$group)) - 1
  if (!has_cmprsk || !any(units$status == 1)) return(c(NA, degrees, NA))
  told <- cmprsk::cuminc(units$ended, units$status, factor(units$group, sorted(units$group)), cencode = 0)$Tests
  # cmprsk tells -1 where nothing can be compared (singular variance).
  if (is.null(told) || !"1" %in% rownames(told) || told["1", "stat"] < 0) return(c(NA, degrees, NA))
  c(told["1", "stat"], degrees, told["1", "pv"])
}

# Cox's model with Efron's ties, second group against the first; no row where no finite ratio fits best.
cox <- function(units, question) {
  names <- sorted(units$group)
  if (length(names) != 2 || length(unique(units$group[units$event == 1])) < 2) return(NULL)
  data <- data.frame(units[, c("entry", "time", "event", "stratum")], second = as.integer(units$group == names[2]),
                     patient = match(units$id, unique(units$id)))
  right <- if (nzchar(question$strata)) "second + strata(stratum)" else "second"
  left <- if (all(units$entry == -1)) "Surv(time, event)" else "Surv(entry, time, event)"
  by_patient <- anyDuplicated(units$id) > 0
  infinite <- FALSE
  call <- list(as.formula(paste(left, "~", right)), data = data, ties = "efron",
               control = coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 50))
  if (by_patient) call$cluster <- data$patient
  fit <- withCallingHandlers(do.call(coxph, call), warning = function(warned) {
    if (grepl("infinite|converge", conditionMessage(warned))) infinite <<- TRUE
    invokeRestart("muffleWarning")
  })
  if (infinite || is.na(coef(fit))) return(NULL)
  error <- sqrt(fit$var[1, 1]) # the robust one where there are clusters
  z <- unname(coef(fit)) / error
  name <- paste0("Cox", if (nzchar(question$strata)) paste(" stratified by", question$strata),
                 if (by_patient) " clustered by patient", ", ", names[2], " against ", names[1])
  data.frame(test = name, statistic = z^2, degrees = 1, p = 2 * pnorm(-abs(z)), ratio = exp(unname(coef(fit))),
             low = exp(unname(coef(fit)) - qnorm(0.975) * error), high = exp(unname(coef(fit)) + qnorm(0.975) * error))
}

tests_of <- function(units, question) {
  if (length(unique(units$group)) < 2) return(NULL)
  stratified <- if (nzchar(question$strata)) paste(", stratified by", question$strata) else ""
  made <- list(log_rank(units, 0), log_rank(units, 1))
  names <- paste0(c("log-rank", "Fleming-Harrington, rho 1"), stratified)
  if (question$start != "delayed") {
    made <- c(made, list(gray(units)))
    names <- c(names, "Gray")
  }
  made <- do.call(rbind, made)
  rbind(data.frame(test = names, statistic = made[, 1], degrees = made[, 2], p = made[, 3], ratio = NA_real_,
                   low = NA_real_, high = NA_real_), cox(units, question))
}

# --- one question -----------------------------------------------------------------------------------------------------

analyse <- function(events, question, reader, subgroup = list()) {
  units <- units_of(events, question, reader, subgroup)
  if (!nrow(units)) return(NULL)
  groups <- lapply(sorted(units$group), function(name) group_of(units[units$group == name, ], question, name))
  list(question = question, reader = reader, groups = groups, tests = tests_of(units, question))
}

group_of <- function(units, question, name) {
  free <- kaplan_meier(units)
  curves <- list(kaplan_meier = steps_of(free))
  if (question$start != "delayed") curves$cumulative_incidence <- cumulative_incidence(units)
  if (question$start == "surgery") curves$interval_censored <- interval_of(units)
  several <- if (anyDuplicated(units$id)) steps_of(clustered(units))
  landmarks <- bound(lapply(landmark_months, function(months) {
    days <- months * days_per_month
    told <- list(kaplan_meier = at_days(curves$kaplan_meier, days))
    if (!is.null(several)) told$kaplan_meier_clustered <- at_days(several, days)
    if (question$start != "delayed") {
      told$cumulative_incidence <- at_days(curves$cumulative_incidence, days)
      told$cumulative_incidence_ezr <- incidence_ezr(units, days)
    }
    if (!is.null(curves$interval_censored)) told$interval_censored <- at_days(curves$interval_censored, days)
    told$restricted_mean_days <- restricted_mean(free, days)
    data.frame(months, days, at_risk = sum(units$entry < days & units$time >= days), estimate = names(told),
               do.call(rbind, told), row.names = NULL)
  }))
  fallen <- quantiles(free, probabilities)
  follow <- quantiles(survfit(followed(units, 1 - units$event) ~ 1, conf.type = "log-log"), 0.5)
  times <- data.frame(
    units = nrow(units), patients = length(unique(units$id)), events = sum(units$event),
    died_without = sum(units$status == 2),
    figure = c(ifelse(probabilities == 0.5, "median", paste0("quantile_", probabilities)), "median_follow_up"),
    days = c(as.vector(fallen$quantile), as.vector(follow$quantile)),
    low = c(as.vector(fallen$lower), as.vector(follow$lower)),
    high = c(as.vector(fallen$upper), as.vector(follow$upper)))
  list(name = name, units = units, curves = curves, landmarks = landmarks, times = times)
}

named <- function(analysis, table, group = NULL) {
  if (is.null(table) || !nrow(table)) return(NULL)
  question <- analysis$question
  about <- c(question[c("paramcd", "unit", "start")],
             list(by = if (nzchar(question$by)) question$by else NA_character_, reader = analysis$reader),
             if (!is.null(group)) list(group = group))
  data.frame(about, table, row.names = NULL)
}

tables_of <- function(analyses) {
  per_group <- function(part) {
    bound(lapply(analyses, function(a) bound(lapply(a$groups, function(g) named(a, part(g), g$name)))))
  }
  list(
    curves = per_group(function(g) {
      bound(lapply(names(g$curves), function(name) data.frame(estimate = name, g$curves[[name]])))
    }),
    landmarks = per_group(function(g) g$landmarks),
    times = per_group(function(g) g$times),
    tests = bound(lapply(analyses, function(a) named(a, a$tests))))
}

# --- the paper's Table 3 ----------------------------------------------------------------------------------------------

table3 <- function(events, readers) {
  bound(lapply(readers, function(reader) {
    bound(lapply(seq_len(nrow(outcomes)), function(number) outcome_rows(events, reader, outcomes[number, ])))
  }))
}

outcome_rows <- function(events, reader, outcome) {
  subgroup <- if (nzchar(outcome$column)) setNames(list(outcome$value), outcome$column) else list()
  if (!all(names(subgroup) %in% names(events))) return(NULL)
  about <- events[events$paramcd == outcome$paramcd & (is.na(events$reader) | events$reader %in% reader), ]
  unit <- if (anyNA(about$cavity)) "patient" else "cavity"
  question <- list(paramcd = outcome$paramcd, unit = unit, by = "arm", strata = "", start = "surgery")
  analysis <- analyse(events, question, reader, subgroup)
  if (is.null(analysis)) return(NULL)
  p <- function(name) if (is.null(analysis$tests)) NA_real_ else analysis$tests$p[analysis$tests$test == name]
  bound(lapply(table3_months, function(months) bound(lapply(analysis$groups, function(group) {
    here <- group$landmarks[group$landmarks$months == months, ]
    free <- here[here$estimate == "kaplan_meier", ]
    percent <- 100 * if (outcome$as_incidence) 1 - c(free$value, free$high, free$low) else
      c(free$value, free$low, free$high)
    incidence <- here[here$estimate == "cumulative_incidence", ]
    data.frame(
      reader, outcome = outcome$name, paramcd = outcome$paramcd,
      subgroup = if (length(subgroup)) paste0(outcome$column, "=", outcome$value) else NA_character_, months,
      arm = group$name, units = nrow(group$units), events = sum(group$units$event), at_risk = free$at_risk,
      printed_as = if (outcome$as_incidence) "1 - Kaplan-Meier" else "Kaplan-Meier", percent = percent[1],
      low = percent[2], high = percent[3], cumulative_incidence_percent = 100 * incidence$value,
      cumulative_incidence_low = 100 * incidence$low, cumulative_incidence_high = 100 * incidence$high,
      without_event_percent = if (outcome$final_state) 100 * (1 - mean(group$units$event)) else NA_real_,
      log_rank_p = p("log-rank"), gray_p = p("Gray"))
  }))))
}

# --- figures ----------------------------------------------------------------------------------------------------------

colours <- c("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00") # Okabe and Ito: told apart by everyone
dashes <- c(1, 2, 4, 3, 5, 6)

draw <- function(analysis) {
  groups <- analysis$groups
  shown <- intersect(c("kaplan_meier", "cumulative_incidence"), names(groups[[1]]$curves))
  par(mfrow = c(1, length(shown)), mar = c(5 + length(groups), 9, 3, 1), las = 1, cex = 0.8)
  for (name in shown) draw_panel(groups, name, analysis)
}

draw_panel <- function(groups, name, analysis) {
  free <- name == "kaplan_meier"
  months_of <- function(days) days / days_per_month
  latest <- max(1, months_of(unlist(lapply(groups, function(g) g$curves[[name]]$time_days))))
  ticks <- pretty(c(0, latest))
  since <- if (analysis$question$start == "treatment") "radiotherapy" else "surgery"
  plot(NA, xlim = c(0, max(ticks)), ylim = c(0, 1), xlab = paste("Months from", since), ylab = "", axes = FALSE,
       main = paste0(analysis$question$paramcd, if (free) ", Kaplan-Meier" else ", cumulative incidence"))
  axis(1, ticks)
  axis(2, seq(0, 1, 0.2), paste(seq(0, 100, 20), "%"))
  for (number in seq_along(groups)) {
    curve <- groups[[number]]$curves[[name]]
    colour <- colours[(number - 1) %% length(colours) + 1]
    x <- c(0, months_of(curve$time_days))
    stairs <- function(y) list(x = c(rep(x, each = 2)[-1], max(x)), y = rep(y, each = 2))
    low <- stairs(c(NA, curve$low))
    high <- stairs(c(NA, curve$high))
    known <- !is.na(low$y)
    if (any(known))
      polygon(c(low$x[known], rev(high$x[known])), c(low$y[known], rev(high$y[known])), border = NA,
              col = adjustcolor(colour, 0.15))
    line <- stairs(c(if (free) 1 else 0, curve$value))
    lines(line$x, line$y, col = colour, lty = dashes[(number - 1) %% length(dashes) + 1], lwd = 2)
    ticked <- curve$censored > 0
    points(months_of(curve$time_days[ticked]), curve$value[ticked], pch = 3, col = colour, cex = 0.7)
    units <- groups[[number]]$units
    ends <- if (free) units$time else units$ended
    at_risk <- vapply(ticks * days_per_month, function(days) sum(units$entry < days & ends >= days), 0)
    mtext(c(substr(groups[[number]]$name, 1, 14), at_risk), side = 1, line = 3.2 + number, cex = 0.7, col = colour,
          at = c(-0.16 * max(ticks), ticks), adj = 0.5)
  }
  mtext("At risk", side = 1, line = 3.2, at = -0.16 * max(ticks), cex = 0.7)
  legend(if (free) "bottomleft" else "topleft", vapply(groups, function(g) substr(g$name, 1, 30), ""), bty = "n", lwd = 2,
         col = rep_len(colours, length(groups)), lty = rep_len(dashes, length(groups)))
}

figures <- function(analyses, folder) {
  compared <- Filter(function(a) nzchar(a$question$by), analyses)
  cairo <- isTRUE(unname(capabilities("cairo")))
  pages <- file.path(folder, "figures.pdf")
  if (cairo) cairo_pdf(pages, 10, 5.5, onefile = TRUE) else pdf(pages, 10, 5.5)
  for (analysis in compared) draw(analysis)
  dev.off()
  if (!cairo) return(invisible())
  readers <- unique(vapply(analyses, function(a) a$reader, ""))
  for (analysis in compared) {
    question <- analysis$question
    if (question$start == "surgery") {
      name <- paste(question$paramcd, question$unit, match(analysis$reader, readers), sep = "_")
      png(file.path(folder, paste0(gsub("[^A-Za-z0-9_]", "_", name), ".png")), 1500, 825, res = 150, type = "cairo")
      draw(analysis)
      dev.off()
    }
  }
}

# --- run --------------------------------------------------------------------------------------------------------------

words <- commandArgs(trailingOnly = TRUE)
has_cmprsk <- !"--without-cmprsk" %in% words && requireNamespace("cmprsk", quietly = TRUE)
words <- words[words != "--without-cmprsk"]
script <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
beside <- if (length(script)) dirname(script[1]) else "."
events_file <- if (length(words) > 0) words[1] else file.path(beside, "events.csv")
folder <- if (length(words) > 1) words[2] else file.path(beside, "survival_R")
if (!has_cmprsk) message("cmprsk is not installed: Gray's test and EZR's limits are NA")

events <- read_events(events_file)
readers <- sorted(events$reader[!is.na(events$reader)])
if (!length(readers)) readers <- NA_character_
asked <- questions_of(events)
analyses <- list()
for (reader in readers) for (number in seq_len(nrow(asked)))
  analyses <- c(analyses, list(analyse(events, as.list(asked[number, ]), reader)))
analyses <- analyses[lengths(analyses) > 0]

dir.create(folder, showWarnings = FALSE, recursive = TRUE)
tables <- c(tables_of(analyses), list(table3 = table3(events, readers)))
for (name in names(tables))
  if (!is.null(tables[[name]])) write_table(tables[[name]], file.path(folder, paste0(name, ".csv")))
figures(analyses, folder)
writeLines(c(R.version.string, paste("survival", packageVersion("survival")),
             if (has_cmprsk) paste("cmprsk", packageVersion("cmprsk")) else "without cmprsk"),
           file.path(folder, "versions.txt"))
