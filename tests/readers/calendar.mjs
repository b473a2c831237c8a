// Reads a calendar from standard input with ical.js, the reader of Thunderbird and Nextcloud, and
// writes its dates as JSON: moments in UTC, by nothing but the time zone that came along.
// Argument: how many dates of an open rule are wanted.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const most = Number(process.argv[2] || 50);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
ICAL.TimezoneService.reset();
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}

const utc = (time) => {
    if (!time) return null;
    if (time.isDate) return time.toString();
    if (time.zone === ICAL.Timezone.localTimezone) throw new Error(`no time zone: ${time}`);
    return time.convertToZone(ICAL.Timezone.utcTimezone).toString();
};

const dates = [];
for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const value = (name) => component.getFirstPropertyValue(name);
    const about = {
        uid: event.uid,
        summary: event.summary,
        description: event.description,
        location: event.location,
        status: value("status"),
        sequence: event.sequence,
        stamp: utc(value("dtstamp")),
        changed: utc(value("last-modified")),
        url: value("url"),
        alarms: component.getAllSubcomponents("valarm").map((one) => ({
            trigger: one.getFirstPropertyValue("trigger").toString(),
            description: one.getFirstPropertyValue("description"),
        })),
        categories: component.getAllProperties("categories").flatMap((one) => one.getValues()),
    };
    const next = event.iterator();
    let number = 0;
    for (let start; number < most && (start = next.next()); number += 1) {
        const { startDate, endDate } = event.getOccurrenceDetails(start);
        dates.push({ ...about, start: utc(startDate), end: utc(endDate) });
    }
}
const names = ["method", "prodid", "name", "version"];
const told = Object.fromEntries(names.map((one) => [one, calendar.getFirstPropertyValue(one)]));
process.stdout.write(JSON.stringify({ ...told, dates }));
