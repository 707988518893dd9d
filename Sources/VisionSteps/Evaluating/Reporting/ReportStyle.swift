/// How a report looks.
enum ReportStyle {
    static let text = """
        :root { color-scheme: light dark; --ground: #f6f8fa; --card: #ffffff; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0;
          --right: #0a58ca; --wrong: #c2410c; --weak: #eaeef2; --good: #1a7f37; }
        @media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --card: #151b23; --ink: #f0f6fc; --soft: #9ea7b3;
          --line: #3d444d; --right: #58a6ff; --wrong: #ffa657; --weak: #2a313c; --good: #4ac26b; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%;
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; }
        header, main { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
        header { padding-top: 40px; }
        h1 { font-size: clamp(26px, 5vw, 38px); line-height: 1.15; margin: 0 0 6px; letter-spacing: -0.02em; }
        h2 { font-size: 20px; line-height: 1.3; margin: 0 0 4px; } h3 { font-size: 15px; margin: 24px 0 8px; }
        p { margin: 0 0 12px; max-width: 76ch; }
        .kind { color: var(--soft); font-size: 14px; font-weight: 600; margin: 0 0 4px; }
        .soft, figcaption, caption { color: var(--soft); font-size: 14px; }
        .num { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 24px; margin: 20px 0; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(138px, 1fr)); gap: 10px; margin: 0; }
        .tiles div { border: 1px solid var(--line); border-radius: 10px; padding: 12px 12px; }
        .tiles dt { color: var(--soft); font-size: 13px; }
        .tiles dd { margin: 0; font-size: 24px; line-height: 1.3; font-weight: 650; font-variant-numeric: tabular-nums;
          letter-spacing: -0.01em; }
        .tiles dd small { display: block; font-size: 13px; line-height: 1.4; font-weight: 400; color: var(--soft);
          letter-spacing: 0; }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 28px; }
        .columns > * { min-width: 0; }
        .scroll { overflow-x: auto; } .scroll:focus-visible { outline: 2px solid var(--right); outline-offset: 2px; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; } table.small { max-width: 480px; }
        caption { text-align: left; padding: 0 0 8px; }
        th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: middle; }
        th:last-child, td:last-child { padding-right: 0; }
        th { font-weight: 600; } thead th { color: var(--soft); font-size: 13px; white-space: nowrap; }
        th.num { text-align: right; } tbody th { font-weight: 400; }
        .bar { display: inline-block; vertical-align: middle; width: 72px; height: 8px; margin-left: 10px; border-radius: 4px;
          background: var(--weak); overflow: hidden; }
        .bar i { display: block; height: 100%; background: var(--right); }
        .label { display: inline-flex; align-items: center; gap: 8px; vertical-align: middle; } .label > span:last-child { overflow-wrap: anywhere; }
        .thumb { flex: none; width: 28px; height: 28px; border-radius: 4px; background-size: cover;
          background-color: var(--weak); }
        .gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(156px, 1fr)); gap: 14px; padding: 0;
          margin: 16px 0 0; list-style: none; }
        .gallery li { border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
        .gallery img { display: block; width: 100%; aspect-ratio: 1; object-fit: contain; background: var(--weak); }
        .gallery p { margin: 0; padding: 8px 10px 10px; font-size: 13px; line-height: 1.4; }
        .gallery .answer { display: flex; align-items: center; justify-content: space-between; gap: 8px; margin-bottom: 4px; }
        .gallery .answer b { font-weight: 600; white-space: nowrap; font-variant-numeric: tabular-nums; }
        .gallery .thumb { width: 22px; height: 22px; } .gallery .soft { font-size: 12px; }
        .gallery .file { overflow-wrap: anywhere; }
        .gallery .wrong, .gallery .right { font-size: 12px; display: block; } .wrong { color: var(--wrong); } .right { color: var(--right); }
        .verdict { font-size: 17px; font-weight: 600; } .better { color: var(--good); } .worse { color: var(--wrong); }
        figure { margin: 0; } figure img, figure svg { max-width: 100%; height: auto; display: block; }
        .scroll svg { max-width: none; height: auto; display: block; margin: 0 auto; }
        details { margin-top: 16px; } summary { cursor: pointer; color: var(--soft); font-size: 14px; }
        dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 8px 0 0; font-size: 14px; }
        dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
        code { font: 13px ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; }
        @media (max-width: 600px) { header, main { padding: 0 12px; } header { padding-top: 24px; }
          section { padding: 16px 14px; border-radius: 10px; } .tiles { grid-template-columns: 1fr 1fr; gap: 8px; }
          .tiles div { padding: 10px 12px; } .tiles dd { font-size: 21px; } .bar { width: 40px; }
          .gallery { grid-template-columns: 1fr 1fr; gap: 10px; } dl.facts { grid-template-columns: 1fr; gap: 0; }
          dl.facts dd { margin-bottom: 8px; } th, td { padding-right: 8px; } }
        @media print { body { background: none; } section { break-inside: avoid; border: 0; padding: 0; } }
        """
}
